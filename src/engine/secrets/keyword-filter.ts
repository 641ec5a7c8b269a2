/** A text to look for: ASCII, at least three characters, at most 64. */
export interface Keyword {
  /** In lower case when case means nothing. */
  readonly text: string;
  readonly isCaseless: boolean;
}

/** Bytes from one look at the input to the next: any keyword of four bytes has a pair of them where one is. */
const stride = 3;
const pairs = 0x10000;
/** Roughly how often letters come in texts, from the most frequent down; other characters are rarer. */
const frequentLetters = ' etaoinsrhldcumfpgwybvkxjqz';

/** One way in which a pair of bytes can be part of a keyword. */
interface Place {
  readonly keyword: number;
  /** Offset of the pair in the keyword. */
  readonly offset: number;
}

/**
 * Finds any of many keywords in bytes, in one pass that looks at every third pair of bytes only. For each keyword and
 * each of the three ways to meet it, the pair that is rarest in texts leads to it.
 */
export class KeywordFilter {
  /** A bit for each pair of bytes (the second one is the higher half): whether it is in any keyword. Fits the fastest cache. */
  private readonly known = new Uint32Array(pairs / 32);
  /** By pair of bytes: number of the list of places; 0: none. */
  private readonly lists = new Uint16Array(pairs);
  /** By list: where it begins in the columns below; it ends where the next one begins. */
  private readonly begins: Uint32Array;
  private readonly placeKeywords: Uint16Array;
  private readonly placeOffsets: Uint8Array;
  private readonly bytes: Uint8Array[];
  /** By keyword: its first byte, and the same in capitals where case means nothing. */
  private readonly firsts: Uint8Array;
  private readonly firstCapitals: Uint8Array;

  constructor(private readonly keywords: readonly Keyword[]) {
    this.bytes = keywords.map(({ text }) => Uint8Array.from(Buffer.from(text, 'latin1')));
    this.firsts = Uint8Array.from(keywords, ({ text }) => variants(text[0]!, false)[0]!);
    this.firstCapitals = Uint8Array.from(keywords, ({ text, isCaseless }) =>
      variants(text[0]!, isCaseless).at(-1)!,
    );
    const places = placesByPair(keywords);
    this.begins = new Uint32Array(places.size + 2);
    const all = [...places.values()].flat();
    this.placeKeywords = Uint16Array.from(all, ({ keyword }) => keyword);
    this.placeOffsets = Uint8Array.from(all, ({ offset }) => offset);
    let list = 0;
    for (const [pair, ofPair] of places) {
      this.lists[pair] = ++list;
      this.known[pair >>> 5]! |= 1 << (pair & 31);
      this.begins[list + 1] = this.begins[list]! + ofPair.length;
    }
  }

  /**
   * Tells of every occurrence that begins at `from` or after and ends at `to` or before, each once, nearly in order: one
   * that begins up to 64 bytes earlier may follow.
   */
  search(input: Uint8Array, from: number, to: number, found: (keyword: number, at: number) => void): void {
    const { known, lists } = this;
    const last = to - 1;
    let at = from;
    for (; at < last; at += stride) {
      const pair = input[at]! | (input[at + 1]! << 8);
      if ((known[pair >>> 5]! & (1 << (pair & 31))) !== 0)
        this.check(lists[pair]!, input, at, from, to, found);
    }
    if (at === last && lists[input[at]!] !== 0) this.check(lists[input[at]!]!, input, at, from, to, found);
  }

  private check(
    list: number,
    input: Uint8Array,
    at: number,
    from: number,
    to: number,
    found: (keyword: number, at: number) => void,
  ): void {
    const end = this.begins[list + 1]!;
    for (let place = this.begins[list]!; place < end; place++) {
      const keyword = this.placeKeywords[place]!;
      const start = at - this.placeOffsets[place]!;
      if (start < from) continue;
      const first = input[start];
      if (first !== this.firsts[keyword] && first !== this.firstCapitals[keyword]) continue;
      const bytes = this.bytes[keyword]!;
      if (start + bytes.length > to) continue;
      if (isAt(input, start, bytes, this.keywords[keyword]!.isCaseless)) found(keyword, start);
    }
  }
}

/** For each keyword and each way to meet it, its rarest pair. */
function placesByPair(keywords: readonly Keyword[]): Map<number, Place[]> {
  const places = new Map<number, Place[]>();
  for (const [keyword, { text, isCaseless }] of keywords.entries()) {
    for (let phase = 0; phase < stride; phase++) {
      const offset = rarestPair(text, phase);
      const seconds = offset + 1 < text.length ? variants(text[offset + 1]!, isCaseless) : everyByte;
      for (const pair of variants(text[offset]!, isCaseless).flatMap((one) =>
        seconds.map((two) => one | (two << 8)),
      )) {
        const known = places.get(pair);
        if (known) known.push({ keyword, offset });
        else places.set(pair, [{ keyword, offset }]);
      }
    }
  }
  return places;
}

const everyByte: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

/** Offset of the rarest pair among those at `phase`, `phase` + 3, …; its second byte may lie behind a keyword of three. */
function rarestPair(text: string, phase: number): number {
  let best = phase;
  for (let offset = phase; offset + 1 < text.length; offset += stride) {
    if (frequency(text, offset) < frequency(text, best)) best = offset;
  }
  return best;
}

function frequency(text: string, offset: number): number {
  const of = (character: string | undefined) => {
    if (character === undefined) return 1;
    const rank = frequentLetters.indexOf(character);
    return rank < 0 ? 1 : frequentLetters.length - rank;
  };
  return of(text[offset]) * of(text[offset + 1]);
}

function variants(character: string, isCaseless: boolean): number[] {
  const codes = isCaseless ? [character, character.toUpperCase()] : [character];
  return [...new Set(codes.map((one) => one.charCodeAt(0)))];
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
