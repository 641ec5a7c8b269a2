import type { FoundRun } from './find-run.js';
import type { FlagKind, FlagTable } from './flag-table.js';
import { partOf, type Range, type ShellWord } from './shell-word.js';
import { hidesOptions, nearestFlag, takesNextWord } from './unknown-flags.js';

/** A flag as it stands on the line. */
export interface GivenFlag {
  /** The documented long name: `--network` for `--net`. */
  readonly flag: string;
  readonly kind: FlagKind;
  /** `--net`, `-p`. */
  readonly written: string;
  /** Null: none is written, which a boolean does not need. */
  readonly value: string | null;
  /** Of the value. */
  readonly expansions: readonly Range[];
  readonly line: number;
  /** Index of its word. */
  readonly word: number;
  /** Index of the word with its value; the same where both stand in one, or where there is none. */
  readonly lastWord: number;
  /** Where the value begins in that word's text. */
  readonly valueStart: number;
  /** Of a letter that shares its word with others: where it stands in the word's text. */
  readonly letterAt: number | null;
}

export interface UnknownFlag {
  readonly flag: string;
  readonly line: number;
  readonly word: number;
  readonly lastWord: number;
  readonly suggestion: string | null;
}

/** A `docker run` line taken apart. */
export interface ParsedRun {
  readonly run: FoundRun;
  readonly flags: readonly GivenFlag[];
  readonly unknown: readonly UnknownFlag[];
  /** Flags that need a value and have none. */
  readonly valueless: readonly GivenFlag[];
  /** Indices of words that a shell may fill with further flags: `$OPTIONS`. */
  readonly hidden: readonly number[];
  /** Index of the word that names the image; null: there is none. */
  readonly image: number | null;
  /** Index of the `--` before the image; null: there is none. */
  readonly terminator: number | null;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer E)[] ? E[] : T[Key] };

/** Takes the words apart as the command line of Docker does, and goes on where that would stop with an error. */
export function parseRun(run: FoundRun): ParsedRun {
  const parsed: Mutable<Omit<ParsedRun, 'run'>> = {
    flags: [],
    unknown: [],
    valueless: [],
    hidden: [],
    image: null,
    terminator: null,
  };
  const { words } = run;
  let index = run.arguments;
  while (index < words.length) {
    const word = words[index]!;
    if (word.text === '--' && !word.isQuoted) {
      parsed.terminator = index;
      parsed.image = index + 1 < words.length ? index + 1 : null;
      break;
    }
    if (isFlag(word)) index = readFlag(run, index, parsed) + 1;
    else if (hidesOptions(words, index, run.table)) {
      parsed.hidden.push(index);
      index += 1;
    } else {
      parsed.image = index;
      break;
    }
  }
  return { run, ...parsed };
}

/** A word that is meant as a flag; dashes that a word processor made of `--` count too. */
export function isFlag({ text }: ShellWord): boolean {
  return /^-.|^[\u2012-\u2015\u2212]./.test(text);
}

type Collected = Pick<Mutable<ParsedRun>, 'flags' | 'unknown' | 'valueless'>;

/** Returns the index of the last word that belongs to the flag. */
function readFlag(run: FoundRun, index: number, into: Collected): number {
  const { text } = run.words[index]!;
  if (text.startsWith('--')) return readLong(run, index, into);
  return text.startsWith('-') ? readLetters(run, index, into) : readUnknown(run, index, text, into);
}

function readLong(run: FoundRun, index: number, into: Collected): number {
  const word = run.words[index]!;
  const equals = word.text.indexOf('=');
  const written = equals < 0 ? word.text : word.text.slice(0, equals);
  const name = longName(written.slice(2), run.table);
  const kind = kindOf(name, run.table);
  if (kind === null) return readUnknown(run, index, written, into);
  const base = { flag: `--${name}`, kind, written, line: word.line, word: index, letterAt: null };
  if (equals >= 0) return push({ ...base, ...valueIn(word, equals + 1), lastWord: index }, into);
  return kind === 'boolean'
    ? push({ ...base, value: null, expansions: [], lastWord: index, valueStart: 0 }, into)
    : pushWithNext(run, { ...base, value: null, expansions: [], lastWord: index, valueStart: 0 }, into);
}

function readLetters(run: FoundRun, index: number, into: Collected): number {
  const word = run.words[index]!;
  if (isLongByMistake(word.text, run.table)) return readUnknown(run, index, nameOf(word.text), into);
  for (let at = 1; at < word.text.length; at += 1) {
    const letter = word.text[at]!;
    const name = own(run.table.letters, letter);
    if (name === undefined) return readUnknown(run, index, `-${letter}`, into);
    const kind = kindOf(name, run.table) ?? 'text';
    const letterAt = word.text.length > 2 && (at > 1 || kind === 'boolean') ? at : null;
    const base = { flag: `--${name}`, kind, written: `-${letter}`, line: word.line, word: index, letterAt };
    const hasEquals = word.text[at + 1] === '=' && (kind === 'boolean' || at === 1);
    if (hasEquals || (kind !== 'boolean' && at + 1 < word.text.length))
      return push({ ...base, ...valueIn(word, at + (hasEquals ? 2 : 1)), lastWord: index }, into);
    const bare = { ...base, value: null, expansions: [], lastWord: index, valueStart: 0 };
    if (kind !== 'boolean') return pushWithNext(run, bare, into);
    push(bare, into);
  }
  return index;
}

/** `-name` or `-rm`, which Docker takes for single letters. */
function isLongByMistake(text: string, table: FlagTable): boolean {
  const name = nameOf(text).slice(1);
  const areLetters = [...name].every((letter) => own(table.letters, letter) !== undefined);
  return (
    name.length > 1 &&
    !areLetters &&
    kindOf(longName(name, table), table) !== null &&
    !isAttached(text, table)
  );
}

/** Whether the first letter is a flag with the rest as its value, as in `-p8080:80`. */
function isAttached(text: string, table: FlagTable): boolean {
  const first = own(table.letters, text[1] ?? '');
  return first !== undefined && kindOf(first, table) !== 'boolean' && /^-.[\d/=.]/.test(text);
}

function nameOf(text: string): string {
  const equals = text.indexOf('=');
  return equals < 0 ? text : text.slice(0, equals);
}

function readUnknown({ words, table }: FoundRun, index: number, flag: string, into: Collected): number {
  const word = words[index]!;
  const suggestion = nearestFlag(flag, table);
  const hasValue = word.text.includes('=') || !takesNextWord(words, index, suggestion, table);
  const lastWord = hasValue ? index : index + 1;
  into.unknown.push({ flag, line: word.line, word: index, lastWord, suggestion });
  return lastWord;
}

function push(flag: GivenFlag, into: Collected): number {
  into.flags.push(flag);
  return flag.lastWord;
}

function pushWithNext({ words }: FoundRun, flag: GivenFlag, into: Collected): number {
  const next = words[flag.word + 1];
  if (!next) {
    into.valueless.push(flag);
    return flag.word;
  }
  return push({ ...flag, ...valueIn(next, 0), lastWord: flag.word + 1 }, into);
}

function valueIn(
  word: ShellWord,
  valueStart: number,
): Pick<GivenFlag, 'value' | 'expansions' | 'valueStart'> {
  const { text, expansions } = partOf(word, valueStart);
  return { value: text, expansions, valueStart };
}

/** The documented name of a long name without dashes. */
export function longName(name: string, table: FlagTable): string {
  return own(table.aliases, name) ?? name;
}

/** Null: there is no such flag. */
export function kindOf(name: string, table: FlagTable): FlagKind | null {
  return own(table.kinds, name) ?? null;
}

/** The object's own value; undefined: it has none of this name. */
export function own<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
