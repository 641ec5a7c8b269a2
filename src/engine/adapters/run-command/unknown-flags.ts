import { nearest } from '../../policy/nearest.js';
import { writtenForFlags, type FlagTable } from './flag-table.js';
import type { ShellWord } from './shell-word.js';

const dashes = /^[-\u2012-\u2015\u2212]+/;

/** What was meant by a flag that does not exist, as it is to be written; null: nothing is near. */
export function nearestFlag(flag: string, { kinds, aliases }: FlagTable): string | null {
  if (Object.hasOwn(writtenForFlags, flag)) return writtenForFlags[flag]!;
  const name = flag.replace(dashes, '').replaceAll('_', '-').toLowerCase();
  if (name.length < 2) return null;
  const names = [...Object.keys(kinds), ...Object.keys(aliases)];
  const known = names.includes(name) ? name : nearest(name, Object.keys(kinds));
  return known === null ? null : `--${known}`;
}

/**
 * Whether the word behind an unknown flag is its value rather than the image: as the flag that was meant has one; where
 * none is near, when a known flag follows the word, or when it looks like a value and not like an image.
 */
export function takesNextWord(
  words: readonly ShellWord[],
  index: number,
  suggestion: string | null,
  table: FlagTable,
): boolean {
  const next = words[index + 1];
  const after = words[index + 2];
  if (!next || next.text.startsWith('-') || !after) return false;
  if (suggestion !== null) {
    return !suggestion.includes('=') && table.kinds[suggestion.slice(2)] !== 'boolean';
  }
  if (isKnownFlag(after, table)) return true;
  return /^(?:\d[\d.]*[a-zA-Z]{0,2}|true|false|yes|no|[./~][\s\S]*|[^:@=]*=[\s\S]*)$/.test(next.text);
}

/**
 * Whether a word that is nothing but a variable may stand for flags (`$OPTIONS`) and not for the image: by its name, by
 * what follows it, and by its quotes, which make one word of it.
 */
export function hidesOptions(words: readonly ShellWord[], index: number, table: FlagTable): boolean {
  const { text, expansions, isQuoted } = words[index]!;
  const isWhole = expansions.length === 1 && expansions[0]!.start === 0 && expansions[0]!.end === text.length;
  const next = words[index + 1];
  if (!isWhole || !next || (isQuoted && !/\[@\]|^\$@/.test(text))) return false;
  if (/ima?ge?|tag|repo/i.test(text)) return false;
  return (
    isKnownFlag(next, table) || /opt|arg|flag|param|extra|\[@\]|^\$[@*]/i.test(text) || /^\$\(|^`/.test(text)
  );
}

/** Whether the word is a flag of the table, by its name alone. */
export function isKnownFlag({ text }: ShellWord, { kinds, aliases, letters }: FlagTable): boolean {
  if (!text.startsWith('-')) return false;
  if (!text.startsWith('--')) return Object.hasOwn(letters, text[1] ?? '');
  const [name = ''] = text.slice(2).split('=', 1);
  return Object.hasOwn(kinds, name) || Object.hasOwn(aliases, name);
}
