import { isStandIn } from './secret-values.js';

/**
 * The password of base64 of `user:password`, as HTTP's basic authentication and Docker's `auths` write it; null when it
 * is something else, or the password stands for one (`user:pass`).
 */
export function userAndPassword(encoded: string): string | null {
  if (!/^[A-Za-z0-9+/_-]{6,4096}={0,2}$/.test(encoded)) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1);
  const isText = /^[\x20-\x7e\u00a0-\ufffc]+$/.test(text);
  if (!isText || colon < 1 || password.length < 3) return null;
  return isStandIn(password) || password === text.slice(0, colon) ? null : password;
}
