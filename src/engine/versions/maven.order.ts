import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

/** A number, a qualifier (`rc`), or what follows a change of kind or a hyphen. */
type Item =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'qualifier'; readonly rank: Uint8Array }
  | { readonly kind: 'list'; readonly items: Item[] };

/** Maven takes any text; what has no digit is no version that anybody gave. */
const shape = /^(?=[^0-9]*[0-9])[0-9A-Za-z][0-9A-Za-z._+-]*$/;

/** More parts than this in one version are not compared. */
const mostItems = 500;

/**
 * What can come next, in order: a qualifier that makes a version earlier, a list that begins with one, a zero before
 * either (`1.0.0.Beta.2`; the end counts as zero, so that the qualifier decides), the end, a qualifier that makes it later,
 * a list, a number.
 */
const next = { earlier: 1, earlierList: 2, earlierZero: 3, end: 4, later: 5, list: 6, number: 7 } as const;

/**
 * Maven's order (https://maven.apache.org/pom.html#version-order-specification, as Maven 3.9 implements it). Parts
 * change at `.`, `-` and between digits and letters; a hyphen and such a change begin a nested list. Parts that mean
 * nothing at the end of a list, or before the one in it (zeros, `ga`, `final`, `release`), are left out.
 */
export const mavenOrder: VersionOrder = {
  id: 'maven',
  ecosystems: ['Maven'],
  key(version) {
    if (!isKeyable(version) || !shape.test(version)) return null;
    const parser = new Parser(version.toLowerCase());
    const items = parser.parse();
    if (items === null) return null;
    const bytes = new KeyBytes();
    for (let list: readonly Item[] | null = normal(items); list; list = writeItems(bytes, list));
    return bytes.byte(next.end).finish();
  },
};

/** Writes a list up to the one that ends it, which is returned: a nested list is always the last of its items. */
function writeItems(bytes: KeyBytes, items: readonly Item[]): readonly Item[] | null {
  for (const [index, item] of items.entries()) {
    if (item.kind === 'list') {
      bytes.byte(isEarlier(item) ? next.earlierList : next.list);
      return item.items;
    }
    if (item.kind === 'number') {
      if (isZero(item) && isBeforeEarlier(items, index)) bytes.byte(next.earlierZero);
      else bytes.byte(next.number).number(item.digits);
    } else {
      bytes.byte(isEarlier(item) ? next.earlier : next.later);
      for (const byte of item.rank) bytes.byte(byte);
    }
  }
  return null;
}

/** Whether what follows the zeros from this one on makes a version earlier. */
function isBeforeEarlier(items: readonly Item[], index: number): boolean {
  const after = items.slice(index).find((item) => !isZero(item));
  return after !== undefined && isEarlier(after);
}

/** Whether it makes a version earlier than the one without it: its first part that is no list decides. */
function isEarlier(item: Item): boolean {
  let first: Item | undefined = item;
  while (first?.kind === 'list') first = first.items[0];
  return first?.kind === 'qualifier' && (first.rank[0] ?? 0) < ranks.release;
}

/** The item without what means nothing; lists from the inside out. */
function normal(root: Item[]): Item[] {
  const lists = [root];
  for (let last = root.at(-1); last?.kind === 'list'; last = last.items.at(-1)) lists.push(last.items);
  for (const list of lists.reverse()) {
    for (let index = list.length - 1; index >= 0; index -= 1) {
      if (isNothing(list[index]) && endsAt(list, index)) list.splice(index, 1);
    }
  }
  return root;
}

function isZero(item: Item | undefined): boolean {
  return item?.kind === 'number' && /^0*$/.test(item.digits);
}

function isNothing(item: Item | undefined): boolean {
  if (item?.kind === 'number') return isZero(item);
  if (item?.kind === 'list') return item.items.length === 0;
  return item?.rank[0] === ranks.release;
}

/** Whether nothing comes after it but a list: `1.0.0-1` is `1-1`. */
function endsAt(list: readonly Item[], index: number): boolean {
  return (list[index + 1]?.kind ?? 'list') === 'list';
}

const ranks = { alpha: 1, beta: 2, milestone: 3, rc: 4, snapshot: 5, release: 6, sp: 7, other: 8 } as const;
const qualifiers: ReadonlyMap<string, number> = new Map([
  ['alpha', ranks.alpha],
  ['beta', ranks.beta],
  ['milestone', ranks.milestone],
  ['rc', ranks.rc],
  ['cr', ranks.rc],
  ['snapshot', ranks.snapshot],
  ['', ranks.release],
  ['ga', ranks.release],
  ['final', ranks.release],
  ['release', ranks.release],
  ['sp', ranks.sp],
]);
/** Before a number, one letter is enough. */
const letters: ReadonlyMap<string, number> = new Map([
  ['a', ranks.alpha],
  ['b', ranks.beta],
  ['m', ranks.milestone],
]);

function rankOf(text: string, isBeforeNumber: boolean): Uint8Array {
  const known = (isBeforeNumber ? letters.get(text) : undefined) ?? qualifiers.get(text);
  if (known !== undefined) return Uint8Array.of(known);
  return Buffer.concat([Uint8Array.of(ranks.other), Buffer.from(text, 'utf8'), Uint8Array.of(0)]);
}

/** Takes a version apart, one character after the other. */
class Parser {
  private readonly root: Item[] = [];
  private list = this.root;
  private start = 0;
  private isDigit = false;
  private count = 0;

  constructor(private readonly text: string) {}

  /** Null: it has too many parts. */
  parse(): Item[] | null {
    const { text } = this;
    for (let index = 0; index < text.length; index += 1) {
      const character = text[index]!;
      if (character === '.' || character === '-') this.endAt(index, character === '-');
      else this.turn(index, isDigit(character));
      if (this.count > mostItems) return null;
    }
    if (this.start < text.length) {
      // `1.x` reads as `1-x`.
      if (!this.isDigit && this.list.length > 0) this.nest();
      this.add(text.length, false);
    }
    return this.root;
  }

  private endAt(index: number, isNesting: boolean): void {
    if (index === this.start) this.list.push({ kind: 'number', digits: '0' });
    else this.add(index, false);
    this.start = index + 1;
    if (isNesting) this.nest();
  }

  /** Between digits and letters a part ends, and a list begins. */
  private turn(index: number, isDigit: boolean): void {
    if (this.isDigit !== isDigit && index > this.start) {
      // `1.x1` reads as `1-x1`.
      if (isDigit && this.list.length > 0) this.nest();
      this.add(index, isDigit);
      this.start = index;
      this.nest();
    }
    this.isDigit = isDigit;
  }

  private nest(): void {
    const items: Item[] = [];
    this.list.push({ kind: 'list', items });
    this.list = items;
    this.count += 1;
  }

  private add(end: number, isBeforeNumber: boolean): void {
    const text = this.text.slice(this.start, end);
    this.count += 1;
    if (this.isDigit) this.list.push({ kind: 'number', digits: text });
    else this.list.push({ kind: 'qualifier', rank: rankOf(text, isBeforeNumber) });
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
