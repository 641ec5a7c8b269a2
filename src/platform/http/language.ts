import { languages, type Language } from '../../engine/model/text.js';

/** Longer headers are read to this length: no browser sends more. */
const longestHeader = 1_000;
const defaultLanguage: Language = 'en';

interface Range {
  readonly tag: string;
  readonly quality: number;
}

/**
 * The language to answer in, by `Accept-Language` (RFC 9110 §12.5.4): the one with the highest weight, of equal ones the
 * one that is named first. A range stands for what begins with it, so `zh-CN` and `zh` ask for Chinese. English when
 * nothing that is spoken here is asked for.
 */
export function languageOf(header: string | readonly string[] | undefined): Language {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  const ranges = text.slice(0, longestHeader).split(',').flatMap(rangeOf);
  const wanted = languages
    .map((language) => ({ language, ...preference(language, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position);
  return wanted[0]?.language ?? defaultLanguage;
}

/** What the ranges say of a language: its own ones before `*`. */
function preference(language: Language, ranges: readonly Range[]): { quality: number; position: number } {
  const own = ranges.filter(({ tag }) => tag.split('-', 1)[0] === language);
  const applying = own.length > 0 ? own : ranges.filter(({ tag }) => tag === '*');
  const [best] = [...applying].sort((a, b) => b.quality - a.quality);
  return best ? { quality: best.quality, position: ranges.indexOf(best) } : { quality: 0, position: 0 };
}

/** One element of the list; none when it is not written as RFC 9110 has it. */
function rangeOf(element: string): Range[] {
  const match = /^\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i.exec(element);
  if (!match?.[1]) return [];
  return [{ tag: match[1].toLowerCase(), quality: Math.min(1, Number(match[2] ?? '1')) }];
}
