import { foundStart, gramProgram, inputStart, bitsStart, multiplier, tableBytes } from './gram-program.js';
import { instanceOf } from './wasm-instance.js';

/** By place in the gram, which bytes may stand there. */
export type Gram = readonly [readonly number[], readonly number[], readonly number[], readonly number[]];

/** Looks for grams in bytes; may tell of places where none stands, but of few. */
export interface GramScanner {
  /**
   * Of the last scan: where a gram may begin, from the start of what was scanned, and the slot of its first three
   * bytes.
   */
  readonly found: Uint32Array;
  /** Scans at most `windowBytes` for the beginnings of grams, in order. Returns how many were found. */
  scan(input: Uint8Array, from: number, to: number): number;
}

/** Bytes that are scanned at once: with what is found in them, they stay in the fastest caches. */
export const windowBytes = 32 * 1024;
export const slots = 0x10000;
/** Bytes of a gram behind its first. */
const tail = 3;

/** A number for three bytes; others may have the same. */
export function slotOf(first: number, second: number, third: number): number {
  return Math.imul(first | (second << 8) | (third << 16), multiplier) >>> 16;
}

/** One that tells by the first three bytes of a gram alone, a byte at a time: for machines that know no vectors. */
export function plainScanner(firstThree: Uint8Array): GramScanner {
  const found = new Uint32Array(2 * windowBytes);
  const scan = (input: Uint8Array, from: number, to: number) => {
    let count = 0;
    for (let at = from; at < to; at++) {
      const slot = slotOf(input[at]!, input[at + 1] ?? 0, input[at + 2] ?? 0);
      if ((firstThree[slot >>> 3]! & (1 << (slot & 7))) === 0) continue;
      found[2 * count] = at - from;
      found[2 * count + 1] = slot;
      count++;
    }
    return count;
  };
  return { found, scan };
}

/**
 * One that looks at 16 bytes at a time. The grams are dealt out to eight buckets. For each place in a gram and each
 * half of a byte there is a table: which buckets have a byte with that half there. Where all eight tables agree on a
 * bucket, a gram may stand, and the slot of the first three bytes has to agree too. (The method is known as Teddy, of
 * https://github.com/intel/hyperscan.)
 * @param buckets eight of them.
 * @param firstThree a bit for each slot.
 * @returns null: this machine knows no vectors.
 */
export function vectorScanner(
  buckets: readonly (readonly Gram[])[],
  firstThree: Uint8Array,
): GramScanner | null {
  const instance = instanceOf(gramProgram());
  if (!instance) return null;
  const { run, memory } = instance.exports;
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(tablesOf(buckets));
  bytes.set(firstThree, bitsStart);
  const scan = (input: Uint8Array, from: number, to: number) => {
    bytes.set(input.subarray(from, to + tail), inputStart);
    return (run(inputStart + to - from) - foundStart) / 8;
  };
  return { found: new Uint32Array(memory.buffer, foundStart), scan };
}

/** By place in a gram: the table of the lower halves of bytes, then that of the upper ones. */
function tablesOf(buckets: readonly (readonly Gram[])[]): Uint8Array {
  const tables = new Uint8Array(8 * tableBytes);
  for (const [bucket, grams] of buckets.entries()) {
    for (const [place, byte] of grams.flatMap((gram) =>
      gram.flatMap((bytes, place) => bytes.map((byte) => [place, byte] as const)),
    )) {
      tables[2 * place * tableBytes + (byte & 0xf)]! |= 1 << bucket;
      tables[(2 * place + 1) * tableBytes + (byte >>> 4)]! |= 1 << bucket;
    }
  }
  return tables;
}
