import { securityOption } from '../adapters/docker-options/security-options.js';
import { findRuns } from '../adapters/run-command/find-run.js';
import {
  kindOf,
  parseRun,
  type GivenFlag,
  type ParsedRun,
  type UnknownFlag,
} from '../adapters/run-command/given-flags.js';
import type { RunEdit } from './edit.js';
import type { MountChange } from './mount-text.js';
import { changedMountFlag, isMeant } from './run-flag-values.js';
import { shellQuoted, shellValue, withoutWords, withWordBefore } from './run-line-text.js';
import { withoutEnd } from '../text/ends.js';

/**
 * The text of a `docker run` line with edits applied: word by word, so that its lines, comments, indentation and quotes
 * stay. Offsets of edits are those of the text as given; flags are looked for in the text as the edits before left it.
 * What an edit does not find stays as it is; a text without such a line is returned unchanged.
 */
export function editRunLine(text: string, edits: readonly RunEdit[]): string {
  return edits.filter((edit) => edit.kind !== 'replace-text').reduce(applied, withReplacements(text, edits));
}

function withReplacements(text: string, edits: readonly RunEdit[]): string {
  const replacements = edits
    .filter((edit) => edit.kind === 'replace-text')
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const { start, end, to } of replacements) {
    if (start < at || end < start || end > text.length) continue;
    const isWordGone = to === '' && /\S/.test(text.slice(start, end)) && /^\s?$/.test(text.charAt(end));
    result += text.slice(at, start);
    if (isWordGone) result = withoutEnd(result, ' \t');
    result += to;
    at = end;
  }
  return result + text.slice(at);
}

function applied(text: string, edit: RunEdit): string {
  const [run] = findRuns(text).runs;
  if (!run) return text;
  const line = new RunLine(text, parseRun(run));
  switch (edit.kind) {
    case 'add-flag':
      return line.add(edit.flag, edit.value);
    case 'remove-flag':
      return line.remove(edit.flag, edit.value);
    case 'set-flag':
      return line.set(edit.flag, edit.from, edit.to);
    case 'change-mount-flag':
      return line.changeMount(edit.target, edit.change);
    case 'set-image':
      return line.setImage(edit.to);
    case 'replace-text':
      return text;
  }
}

class RunLine {
  constructor(
    private readonly text: string,
    private readonly parsed: ParsedRun,
  ) {}

  add(flag: string, value: string | null): string {
    const { flags, run } = this.parsed;
    if (flags.some((entry) => isMeant(entry, flag, value ?? 'true'))) return this.text;
    const given = flags.findLast(
      (entry) => entry.flag === flag && (entry.kind !== 'list' || isSameOption(entry, value)),
    );
    if (given) return this.withValue(this.text, given, value);
    const kind = kindOf(flag.replace(/^--/, ''), run.table);
    return this.insert(flag, kind === 'boolean' && value === 'true' ? null : value);
  }

  remove(flag: string, value: string | null): string {
    const { flags, unknown, run } = this.parsed;
    let { text } = this;
    const found = [
      ...flags.filter((entry) => isMeant(entry, flag, value)),
      ...unknown.filter((entry) => entry.flag === flag && value === null),
    ].sort((a, b) => b.word - a.word || letterOf(b) - letterOf(a));
    for (const entry of found) {
      const [word, last] = [run.words[entry.word]!, run.words[entry.lastWord]!];
      if (letterOf(entry) < 0) text = withoutWords(text, word.start, last.end);
      else text = withoutLetter(text, word.start, entry as GivenFlag, last.end, word.end);
    }
    return text;
  }

  set(flag: string, from: string | null, to: string | null): string {
    const found = this.parsed.flags.filter((entry) => entry.flag === flag && isMeant(entry, flag, from));
    if (found.length === 0) return this.add(flag, to);
    let { text } = this;
    for (const entry of found.toReversed()) text = this.withValue(text, entry, to);
    return text;
  }

  changeMount(target: string, change: MountChange): string {
    let { text } = this;
    for (const entry of this.parsed.flags.toReversed()) {
      const to = changedMountFlag(entry, target, change);
      if (to !== null && to !== entry.value) text = this.withValue(text, entry, to);
    }
    return text;
  }

  setImage(to: string): string {
    const { image, run } = this.parsed;
    if (image === null) return this.text;
    const { start, end } = run.words[image]!;
    return this.text.slice(0, start) + shellQuoted(to, this.text.slice(start, end)) + this.text.slice(end);
  }

  private insert(flag: string, value: string | null): string {
    const { terminator, image, run } = this.parsed;
    const word = value === null ? flag : `${flag}=${shellQuoted(value)}`;
    const before = terminator ?? image;
    if (before !== null) return withWordBefore(this.text, run.words[before]!.start, word);
    const { end } = run.words.at(-1)!;
    return `${this.text.slice(0, end)} ${word}${this.text.slice(end)}`;
  }

  /** The text with a flag of the line at this value; null: a boolean that is on. */
  private withValue(text: string, entry: GivenFlag, to: string | null): string {
    const [word, last] = [this.parsed.run.words[entry.word]!, this.parsed.run.words[entry.lastWord]!];
    if (entry.kind === 'boolean') {
      if (entry.value === null && (to === null || to === 'true')) return text;
      const written = `${entry.flag}${to === null || to === 'true' ? '' : `=${to}`}`;
      if (entry.letterAt === null) return text.slice(0, word.start) + written + text.slice(word.end);
      return new RunLine(
        withoutLetter(text, word.start, entry, word.end, word.end),
        this.parsed,
      ).addAfterwards(written, word.start);
    }
    const source = text.slice(last.start, last.end);
    const start = valueOffset(source, entry);
    const written = shellValue(to ?? '', start === null ? '' : source.slice(start), entry);
    if (written === null) return text;
    if (start === null) return `${text.slice(0, word.start)}${entry.flag}=${written}${text.slice(last.end)}`;
    return text.slice(0, last.start + start) + written + text.slice(last.end);
  }

  /** Puts a word before the one at the offset. */
  private addAfterwards(written: string, at: number): string {
    return `${this.text.slice(0, at)}${written} ${this.text.slice(at)}`;
  }
}

function letterOf(entry: GivenFlag | UnknownFlag): number {
  return 'letterAt' in entry ? (entry.letterAt ?? -1) : -1;
}

/** A security option of one kind stands once. */
function isSameOption({ flag, value: given }: GivenFlag, value: string | null): boolean {
  if (flag !== '--security-opt' || given === null || value === null) return false;
  const { key } = securityOption(given);
  return key !== 'label' && key === securityOption(value).key;
}

/** Takes a letter, and the value behind it, out of the word that it shares with others. */
function withoutLetter(text: string, start: number, entry: GivenFlag, end: number, wordEnd: number): string {
  const at = start + entry.letterAt!;
  if (entry.kind !== 'boolean' || entry.value !== null) return text.slice(0, at) + text.slice(end);
  return text.slice(0, at) + text.slice(at + 1, wordEnd) + text.slice(wordEnd);
}

/** Where a value begins in its word as it is written; null: quotes hide it. */
function valueOffset(source: string, { word, lastWord, valueStart, written }: GivenFlag): number | null {
  if (word !== lastWord) return 0;
  if (!source.startsWith(written.slice(0, 2))) return null;
  if (written.startsWith('--')) return source.indexOf('=') + 1;
  return /["'\\]/.test(source.slice(0, valueStart)) ? null : valueStart;
}
