import type { Gram } from './gram-scanner.js';
import type { Keyword } from './keyword-filter.js';

const gramBytes = 4;
const bucketCount = 8;
/** Roughly how often letters come in texts, from the most frequent down. */
const frequentLetters = ' etaoinsrhldcumfpgwybvkxjqz';
const everyByte: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);
/** By byte: how much of a text it makes up, roughly. */
const shares = Float64Array.from(everyByte, (byte) => {
  const character = String.fromCharCode(byte);
  const rank = frequentLetters.indexOf(character.toLowerCase());
  if (rank >= 0)
    return (frequentLetters.length - rank) / (character === character.toLowerCase() ? 450 : 4500);
  return byte > 0x20 && byte < 0x7f ? 0.004 : 0.0005;
});

/** By place in a gram: the lower halves of the bytes that may stand there, a bit each, and the upper ones. */
type Halves = readonly (readonly [number, number])[];

/** The gram of a keyword that is rarest in texts, and its offset. Behind a keyword of three, any byte may stand. */
export function rarestGram({ text, isCaseless }: Keyword): { readonly gram: Gram; readonly offset: number } {
  const offsets = Array.from({ length: Math.max(1, text.length - gramBytes + 1) }, (_, offset) => offset);
  const [first, ...others] = offsets.map((offset) => {
    const gram = gramAt(text, isCaseless, offset);
    return { gram, offset, share: gram.reduce((share, bytes) => share * shareOfBytes(bytes), 1) };
  });
  return others.reduce((best, one) => (one.share < best.share ? one : best), first!);
}

/**
 * The grams in eight buckets, each put where as few other bytes as possible come to look like a gram of the bucket, to one
 * that compares halves of bytes.
 */
export function dealtOut(grams: readonly Gram[]): Gram[][] {
  const buckets = Array.from({ length: bucketCount }, (): Bucket => ({
    grams: [],
    halves: noHalves,
    share: 0,
  }));
  for (const gram of grams) {
    const own = halvesOf(gram);
    let [best, leastMore] = [buckets[0]!, Number.POSITIVE_INFINITY];
    for (const bucket of buckets) {
      const more = shareOf(joined(bucket.halves, own)) - bucket.share;
      if (more < leastMore) [best, leastMore] = [bucket, more];
    }
    best.grams.push(gram);
    best.halves = joined(best.halves, own);
    best.share += leastMore;
  }
  return buckets.map((bucket) => bucket.grams);
}

interface Bucket {
  readonly grams: Gram[];
  halves: Halves;
  /** How much of a text looks like one of its grams. */
  share: number;
}

const noHalves: Halves = Array.from({ length: gramBytes }, () => [0, 0]);

function gramAt(text: string, isCaseless: boolean, offset: number): Gram {
  const at = (index: number): readonly number[] => {
    const character = text[offset + index];
    if (character === undefined) return everyByte;
    const codes = isCaseless ? [character, character.toUpperCase()] : [character];
    return [...new Set(codes.map((code) => code.charCodeAt(0)))];
  };
  return [at(0), at(1), at(2), at(3)];
}

function shareOfBytes(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum + shares[byte]!, 0);
}

function halvesOf(gram: Gram): Halves {
  return gram.map((bytes) => [
    bytes.reduce((halves, byte) => halves | (1 << (byte & 0xf)), 0),
    bytes.reduce((halves, byte) => halves | (1 << (byte >>> 4)), 0),
  ]);
}

function joined(one: Halves, other: Halves): Halves {
  return one.map(([lower, upper], place) => [lower | other[place]![0], upper | other[place]![1]]);
}

function shareOf(halves: Halves): number {
  return halves.reduce((share, [lower, upper]) => {
    let ofPlace = 0;
    for (let high = 0; high < 16; high++) {
      if (((upper >>> high) & 1) === 0) continue;
      for (let low = 0; low < 16; low++) if ((lower >>> low) & 1) ofPlace += shares[(high << 4) | low]!;
    }
    return share * ofPlace;
  }, 1);
}
