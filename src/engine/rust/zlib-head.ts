/** Second bytes of a zlib stream that begins with 0x78: the pair divides by 31 (RFC 1950). */
const secondBytes: ReadonlySet<number> = new Set([0x01, 0x5e, 0x9c, 0xda]);
/** Most literal and distance codes, as their counts are written (RFC 1951, 3.2.7). */
const maxLiteralCodes = 29;
const maxDistanceCodes = 29;
/** Longest code of a code length, in bits. */
const longestCode = 7;

/**
 * Whether a zlib stream that holds a text beginning with `first`, an ASCII character, may stand at `at`: cheaply told from
 * the head of its first block (RFC 1951, 3.2.3). Of random bytes that look like a zlib header about one in a hundred
 * passes; of streams that hold such a text all do, unless the bytes end within their head.
 */
export function mayBeginText(bytes: Uint8Array, at: number, first: number): boolean {
  if (bytes[at] !== 0x78 || !secondBytes.has(bytes[at + 1] ?? 0)) return false;
  const head = bytes[at + 2];
  if (head === undefined) return false;
  const type = (head >> 1) & 3;
  if (type === 0) return bytes[at + 7] === first;
  if (type === 1) return bitsAt(bytes, at + 2, 3, 8) === fixedCode(first);
  return type === 2 && isCompleteCode(bytes, at + 2);
}

/** Of a literal below 144; codes stand with their highest bit first. */
function fixedCode(literal: number): number {
  const code = 0x30 + literal;
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((code >> bit) & 1) << (7 - bit);
  return reversed;
}

/** The code that the lengths of the other codes are written in leaves nothing over, and the counts are possible. */
function isCompleteCode(bytes: Uint8Array, start: number): boolean {
  if (bitsAt(bytes, start, 3, 5) > maxLiteralCodes || bitsAt(bytes, start, 8, 5) > maxDistanceCodes)
    return false;
  const count = bitsAt(bytes, start, 13, 4) + 4;
  let taken = 0;
  for (let index = 0; index < count; index++) {
    const length = bitsAt(bytes, start, 17 + 3 * index, 3);
    if (length > 0) taken += 1 << (longestCode - length);
  }
  return taken === 1 << longestCode;
}

/** Up to 8 bits, lowest first; bits behind the end are 0. */
function bitsAt(bytes: Uint8Array, start: number, bit: number, count: number): number {
  const at = start + (bit >> 3);
  const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return (pair >> (bit & 7)) & ((1 << count) - 1);
}
