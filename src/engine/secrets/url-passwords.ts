import { isStandIn } from './secret-values.js';

/** Hosts that nobody's secrets lead to (RFC 2606, RFC 6761), and what manuals write. */
const shownHost =
  /^(?:example(?:\.[a-z]{2,})?|.{1,253}\.(?:example|test|invalid)|.{1,240}\.example\.(?:com|org|net)|localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|host(?:name)?|server|domain\.com|foo\.com|bar\.com)$/i;

/**
 * Whether the password of a URL is one: no reference, no word of a manual, not the user's name again, and the host is
 * none that examples use.
 * @param match of a pattern with the groups secret, user and host.
 */
export function isUrlPassword(password: string, { groups }: RegExpExecArray): boolean {
  const { user = '', host = '' } = groups ?? {};
  if (password.length < 4 || password.toLowerCase() === user.toLowerCase()) return false;
  return (
    !isStandIn(password) &&
    !shownHost.test(host) &&
    !/[\\|,;`]/.test(password) &&
    /^[\x21-\x7e\x80-\xff]+$/.test(password)
  );
}

/** What ends the part of a URL that names its user and host: white space and `/ ? # " ' < >`. */
const ends = new Uint8Array(256);
for (const character of '\0\t\n\v\f\r /?#"\'<>') ends[character.charCodeAt(0)] = 1;
const mark = '://'.length;
const colon = 0x3a;
const atSign = 0x40;

/** Whether a colon and later an at sign follow the `://` at `at`, before the URL's path begins. */
export function mayHavePassword(bytes: Uint8Array, at: number): boolean {
  let hasColon = false;
  for (let index = at + mark; index < bytes.length && ends[bytes[index]!] === 0; index++) {
    if (bytes[index] === colon) hasColon = true;
    else if (bytes[index] === atSign && hasColon) return true;
  }
  return false;
}
