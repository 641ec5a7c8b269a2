import { isUtf8 } from 'node:buffer';

/** Start of a private-use area that stands for the bytes 0x80 to 0xff of names that are no UTF-8. */
const privateUseBase = 0xf700;

/**
 * The text of a name. Names that are no UTF-8 keep their difference: each of their bytes above 0x7f becomes one
 * character of a private-use area, so that two different names never become the same text.
 */
export function decodeName(bytes: Buffer, start: number, end: number): string {
  let seen = 0;
  for (let index = start; index < end; index++) seen |= bytes[index]!;
  if (seen < 0x80) return bytes.toString('latin1', start, end);
  if (isUtf8(bytes.subarray(start, end))) return bytes.toString('utf8', start, end);
  const latin1 = bytes.toString('latin1', start, end);
  return latin1.replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(privateUseBase + byte.charCodeAt(0)));
}

/** The text up to the first NUL. */
export function decodeField(bytes: Buffer, start: number, length: number): string {
  let end = start;
  while (end < start + length && bytes[end] !== 0) end++;
  return decodeName(bytes, start, end);
}
