import type { Gram } from './gram-scanner.js';
import type { Keyword } from './keyword-filter.js';

const gramBytes = 4;
const bucketCount = 8;
/** How often each gram is dealt anew once all are: after more rounds hardly any changes its bucket. */
const rounds = 3;
const everyByte: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);
/**
 * How many of a thousand bytes of a text each of the characters makes up, roughly: counted in programs of JavaScript,
 * Perl and Python, in documentation, and in base64.
 */
const frequencies: readonly (readonly [perMille: number, characters: string])[] = [
  [145, ' '],
  [58, 'e'],
  [44, 't'],
  [34, 'orinas'],
  [19, 'lcd\nuhpmfg'],
  [9, 'b.y/vw'],
  [6, '0-x()1AkSTCEI2RN,O=PDLBF3MU546+G987H'],
  [4.5, 'qjVWQ_zXKZYJ`\t:;"'],
  [2, "'#{}*$]>[|"],
];
/** Of all other bytes. */
const rarePerMille = 0.3;
/** By byte: how much of a text it makes up, roughly. */
const shares = Float64Array.from(everyByte, (byte) => {
  const character = String.fromCharCode(byte);
  const known = frequencies.find(([, characters]) => characters.includes(character));
  return (known?.[0] ?? rarePerMille) / 1000;
});

/**
 * What the bytes with one upper half make up together, by upper half, then by whether the lower ones are below 8, then by
 * which of these eight.
 */
const rowShares = Float64Array.from({ length: 16 * 2 * 256 }, (_, index) => {
  const first = ((index >>> 8) << 3) & 0xff;
  return [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, bit) => sum + ((index >>> bit) & 1) * shares[first + bit]!, 0);
});

/** By place in a gram: the lower halves of the bytes that may stand there, a bit each, and the upper ones. */
type Halves = readonly (readonly [number, number])[];

const noHalves: Halves = Array.from({ length: gramBytes }, () => [0, 0]);

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
 * that compares halves of bytes: first those that come most often, then each anew, a few times, now that the others have
 * their places.
 */
export function dealtOut(grams: readonly Gram[]): Gram[][] {
  const buckets = Array.from({ length: bucketCount }, () => new Bucket());
  const dealt = grams
    .map((gram) => ({ gram, halves: halvesOf(gram) }))
    .sort((a, b) => shareOf(b.halves) - shareOf(a.halves));
  for (const one of dealt) bestFor(one, buckets).add(one);
  for (let round = 0; round < rounds; round++) {
    for (const one of dealt) {
      buckets.find((bucket) => bucket.remove(one));
      bestFor(one, buckets).add(one);
    }
  }
  return buckets.map(({ held }) => held.map(({ gram }) => gram));
}

interface Dealt {
  readonly gram: Gram;
  readonly halves: Halves;
}

class Bucket {
  held: readonly Dealt[] = [];
  private halves: Halves = noHalves;
  /** How much of a text looks like one of its grams. */
  private share = 0;

  /** How much more of a text would, with this one. */
  moreWith({ halves }: Dealt): number {
    return shareOf(joined(this.halves, halves)) - this.share;
  }

  add(one: Dealt): void {
    this.hold([...this.held, one]);
  }

  /** Returns whether it held it. */
  remove(one: Dealt): boolean {
    if (!this.held.includes(one)) return false;
    this.hold(this.held.filter((other) => other !== one));
    return true;
  }

  private hold(held: readonly Dealt[]): void {
    this.held = held;
    this.halves = held.reduce((all, { halves }) => joined(all, halves), noHalves);
    this.share = shareOf(this.halves);
  }
}

function bestFor(one: Dealt, buckets: readonly Bucket[]): Bucket {
  let [best, leastMore] = [buckets[0]!, Number.POSITIVE_INFINITY];
  for (const bucket of buckets) {
    const more = bucket.moreWith(one);
    if (more < leastMore) [best, leastMore] = [bucket, more];
  }
  return best;
}

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
    for (let rest = upper; rest !== 0; rest &= rest - 1) {
      const row = (31 - Math.clz32(rest & -rest)) * 512;
      ofPlace += rowShares[row + (lower & 0xff)]! + rowShares[row + 256 + (lower >>> 8)]!;
    }
    return share * ofPlace;
  }, 1);
}
