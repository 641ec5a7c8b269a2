import { dealtOut, rarestGram } from './keyword-grams.js';
import {
  plainScanner,
  slotOf,
  slots,
  vectorScanner,
  windowBytes,
  type Gram,
  type GramScanner,
} from './gram-scanner.js';

/** A text to look for: ASCII, at least three characters, at most 64. */
export interface Keyword {
  /** In lower case when case means nothing. */
  readonly text: string;
  readonly isCaseless: boolean;
}

/** A gram of a keyword that leads to it. */
interface Place {
  readonly keyword: number;
  /** Offset of the gram in the keyword. */
  readonly offset: number;
}

/** Finds any of many keywords in bytes, in one pass: one gram of each, the rarest in texts, leads to it. */
export class KeywordFilter {
  /** By slot of a gram's first three bytes: number of the list of places; 0: none. */
  private readonly lists = new Uint16Array(slots);
  private readonly places: readonly (readonly Place[])[];
  private readonly bytes: readonly Uint8Array[];
  private readonly scanner: GramScanner;

  /** @param usesVectors false: searches as it does on machines that know none. */
  constructor(
    private readonly keywords: readonly Keyword[],
    usesVectors = true,
  ) {
    this.bytes = keywords.map(({ text }) => Uint8Array.from(Buffer.from(text, 'latin1')));
    const grams = keywords.map(rarestGram);
    const bySlot = placesBySlot(grams);
    this.places = [[], ...bySlot.values()];
    const firstThree = new Uint8Array(slots / 8);
    for (const [index, slot] of [...bySlot.keys()].entries()) {
      this.lists[slot] = index + 1;
      firstThree[slot >>> 3]! |= 1 << (slot & 7);
    }
    const vectors = usesVectors ? vectorScanner(dealtOut(grams.map(({ gram }) => gram)), firstThree) : null;
    this.scanner = vectors ?? plainScanner(firstThree);
  }

  /**
   * Tells of every occurrence that begins at `from` or after and ends at `to` or before, each once, nearly in order: one
   * that begins up to 64 bytes earlier may follow.
   */
  search(input: Uint8Array, from: number, to: number, found: (keyword: number, at: number) => void): void {
    const { scanner } = this;
    for (let start = from; start < to; start += windowBytes) {
      const count = scanner.scan(input, start, Math.min(start + windowBytes, to));
      for (let index = 0; index < 2 * count; index += 2) {
        const at = start + scanner.found[index]!;
        for (const { keyword, offset } of this.places[this.lists[scanner.found[index + 1]!]!]!) {
          const begin = at - offset;
          if (begin < from || begin + this.bytes[keyword]!.length > to) continue;
          if (isAt(input, begin, this.bytes[keyword]!, this.keywords[keyword]!.isCaseless))
            found(keyword, begin);
        }
      }
    }
  }
}

function placesBySlot(
  grams: readonly { readonly gram: Gram; readonly offset: number }[],
): Map<number, Place[]> {
  const bySlot = new Map<number, Place[]>();
  for (const [keyword, { gram, offset }] of grams.entries()) {
    const [first, second, third] = gram;
    const own = first.flatMap((one) =>
      second.flatMap((two) => third.map((three) => slotOf(one, two, three))),
    );
    for (const slot of new Set(own)) {
      const known = bySlot.get(slot);
      if (known) known.push({ keyword, offset });
      else bySlot.set(slot, [{ keyword, offset }]);
    }
  }
  return bySlot;
}

function isAt(input: Uint8Array, start: number, keyword: Uint8Array, isCaseless: boolean): boolean {
  for (let index = 0; index < keyword.length; index++) {
    const byte = input[start + index]!;
    const wanted = keyword[index]!;
    if (byte === wanted) continue;
    if (!isCaseless || byte < 0x41 || byte > 0x5a || byte + 0x20 !== wanted) return false;
  }
  return true;
}
