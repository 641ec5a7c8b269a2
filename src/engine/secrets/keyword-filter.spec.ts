import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slots, vectorScanner, windowBytes } from './gram-scanner.js';
import { KeywordFilter, type Keyword } from './keyword-filter.js';
import { dealtOut, rarestGram } from './keyword-grams.js';

const exact = (text: string): Keyword => ({ text, isCaseless: false });
const caseless = (text: string): Keyword => ({ text, isCaseless: true });
const filters = new WeakMap<readonly Keyword[], [KeywordFilter, KeywordFilter]>();
/** One that uses vectors and one that does not. */
function filtersFor(keywords: readonly Keyword[]): [KeywordFilter, KeywordFilter] {
  const both = filters.get(keywords) ?? [new KeywordFilter(keywords), new KeywordFilter(keywords, false)];
  filters.set(keywords, both);
  return both;
}
const search = (keywords: readonly Keyword[], text: string, from = 0, to = text.length) => {
  const input = Buffer.from(text, 'latin1');
  const [found, plainly] = filtersFor(keywords).map((filter) => {
    const places: string[] = [];
    filter.search(input, from, to, (keyword, at) => places.push(`${keywords[keyword]!.text}@${at}`));
    return places;
  });
  expect(found).toEqual(plainly);
  return found!.sort();
};

/** What the filter must find, looked for plainly. */
function everywhere(keywords: readonly Keyword[], text: string): string[] {
  return keywords
    .flatMap(({ text: keyword, isCaseless }) => {
      const within = isCaseless ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;
      const places: string[] = [];
      for (let at = within.indexOf(keyword); at >= 0; at = within.indexOf(keyword, at + 1))
        places.push(`${keyword}@${at}`);
      return places;
    })
    .sort();
}

describe('KeywordFilter', () => {
  const keywords = [
    exact('AKIA'),
    exact('SG.'),
    caseless('://'),
    caseless('secret_key'),
    exact('aba'),
    exact('-----BEGIN '),
  ];

  it('finds a keyword wherever it begins, also at the very end', () => {
    for (const { text } of keywords) {
      for (let before = 0; before < 7; before++) {
        expect(search([exact(text)], '~'.repeat(before) + text)).toEqual([`${text}@${before}`]);
      }
    }
  });

  it('minds case only where case means something', () => {
    expect(search(keywords, 'akia AKIA Secret_KEY')).toEqual(['AKIA@5', 'secret_key@10']);
  });

  it('stays within its bounds', () => {
    expect(search([exact('abc')], 'abcabcabc', 1, 8)).toEqual(['abc@3']);
  });

  it('finds a keyword on either side of, and across, the ends of what is scanned at once', () => {
    for (const { text } of keywords) {
      for (let before = windowBytes - text.length - 1; before <= windowBytes + 1; before++) {
        expect(search(keywords, '~'.repeat(before) + text + '~')).toEqual([`${text}@${before}`]);
      }
    }
  });

  it('is done with what is dense with keywords', () => {
    expect(search(keywords, '://'.repeat(50_000))).toHaveLength(50_000);
    expect(search(keywords, 'aba'.repeat(50_000))).toHaveLength(50_000);
  });

  it('looks at sixteen bytes at a time on this machine', () => {
    const grams = dealtOut(keywords.map((keyword) => rarestGram(keyword).gram));
    expect(vectorScanner(grams, new Uint8Array(slots / 8))).not.toBeNull();
  });

  it('finds what a plain search finds, each once', () => {
    const piece = fc.oneof(
      fc.constantFrom('AKIA', 'SG.', '://', 'SECRET_key', 'aba', 'ab', '-----BEGIN ', 'AKI'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = Buffer.from(pieces.join(''), 'latin1').toString('latin1');
        expect(search(keywords, text)).toEqual(everywhere(keywords, text));
      }),
      { numRuns: 2_000 },
    );
  });
});
