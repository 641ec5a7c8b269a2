import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `ihk_`, the key's id without hyphens, `_` and 43 characters of 256 random bits. */
const format = /^ihk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** A new key for the row of that id: the text its holder gets, and the hash that is stored. */
export function newApiKey(id: string): { key: string; hash: Buffer } {
  const key = `ihk_${id.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashApiKey(key) };
}

/** The id a key claims to have; null when the text is no key. */
export function claimedId(key: string): string | null {
  const hex = format.exec(key)?.[1];
  return hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
}

/** The key carries 256 random bits, so one round of SHA-256 is enough: there is nothing to guess. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Compares in constant time. */
export function isSameKey(key: string, hash: Uint8Array): boolean {
  const given = hashApiKey(key);
  return given.length === hash.length && timingSafeEqual(given, hash);
}
