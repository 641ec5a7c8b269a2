import { variableSpan } from '../adapters/dockerfile/variable-span.js';
import type { LineEdit } from './edit.js';
import { LineMap } from './line-map.js';
import { applySpans, type SpanEdit } from './text-spans.js';

/** A text after its edits, and the other files that changed with it. */
export interface EditedText {
  readonly text: string;
  /** Whole new texts, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Lines a word is looked for behind its place. */
const longestSearch = 200;
const before = /[\s"'`([{;&|=,]/;
const behind = /[\s"'`)\]};&|,]/;

/**
 * Makes changes of a text by its lines, all told by the text as it was; comments, layout and line ends stay as they are.
 * What is not there to be changed, and a change that overlaps an earlier one, is left out. `read` gives the other files.
 */
export function applyLineEdits(
  text: string,
  edits: readonly LineEdit[],
  read: (path: string) => string | null = () => null,
): EditedText {
  const map = new LineMap(text);
  const spans = edits.flatMap((edit) => spansOf(edit, text, map));
  const files = new Map<string, string>();
  for (const edit of edits) {
    if (edit.kind !== 'append-to-file') continue;
    files.set(edit.file, withLines(files.get(edit.file) ?? read(edit.file) ?? '', edit.lines));
  }
  return { text: applySpans(text, spans), files: Object.fromEntries(files) };
}

function spansOf(edit: LineEdit, text: string, map: LineMap): SpanEdit[] {
  switch (edit.kind) {
    case 'insert-lines':
      return [insertion(edit.before, edit.lines, text, map)];
    case 'replace-lines':
      return [replacement(edit, map)];
    case 'replace-word':
      return everyWord(edit, text, map);
    case 'replace-next-word':
      return nextWord(edit, text, map);
    case 'insert-text': {
      const at = map.offsetOf(edit.line, edit.column);
      return [{ start: at, end: at, by: map.withLineEnds(edit.text) }];
    }
    case 'remove-variable':
      return variableSpan(text, edit.line, edit.name).map(({ from, to, isWhole }) =>
        isWhole
          ? replacement({ from: from.line, to: to.line, lines: [] }, map)
          : { start: map.offsetOf(from.line, from.column), end: map.offsetOf(to.line, to.column), by: '' },
      );
    case 'append-to-file':
      return [];
  }
}

function insertion(line: number, lines: readonly string[], text: string, map: LineMap): SpanEdit {
  const at = map.startOf(line);
  const isOpen = at === text.length && text !== '' && !text.endsWith('\n');
  const by = lines.map((added) => (isOpen ? map.lineEnd + added : added + map.lineEnd)).join('');
  return { start: at, end: at, by };
}

function replacement(
  { from, to, lines }: { readonly from: number; readonly to: number; readonly lines: readonly string[] },
  map: LineMap,
): SpanEdit {
  const start = map.startOf(from);
  if (lines.length === 0) return { start, end: map.startOf(to + 1), by: '' };
  return { start, end: map.endOf(to), by: lines.join(map.lineEnd) };
}

function everyWord(
  { from, to, word, by }: Extract<LineEdit, { kind: 'replace-word' }>,
  text: string,
  map: LineMap,
): SpanEdit[] {
  const spans: SpanEdit[] = [];
  const end = map.endOf(to);
  for (let at = map.startOf(from); (at = wordAt(text, word, at, end)) !== -1; at += word.length) {
    spans.push({ start: at, end: at + word.length, by });
  }
  return spans;
}

function nextWord(
  { line, column, word, by }: Extract<LineEdit, { kind: 'replace-next-word' }>,
  text: string,
  map: LineMap,
): SpanEdit[] {
  let from = map.offsetOf(line, column);
  for (let current = line; current < line + longestSearch && current <= map.count; current += 1) {
    const isComment = current > line && /^[ \t]*#/.test(text.slice(map.startOf(current), map.endOf(current)));
    const start = isComment ? -1 : wordAt(text, word, from, map.endOf(current));
    if (start !== -1) {
      const blanks = by === '' ? (/^[ \t]*/.exec(text.slice(start + word.length))?.[0].length ?? 0) : 0;
      return [{ start, end: start + word.length + blanks, by }];
    }
    from = map.startOf(current + 1);
  }
  return [];
}

/** Offset of the first `word` from `from` on that stands as a word and ends by `end`; -1: there is none. */
function wordAt(text: string, word: string, from: number, end: number): number {
  for (
    let at = text.indexOf(word, from);
    at !== -1 && at + word.length <= end;
    at = text.indexOf(word, at + 1)
  ) {
    const isStart = at === 0 || before.test(text[at - 1]!) || text[at - 1] === '\uFEFF';
    const next = text[at + word.length];
    if (isStart && (next === undefined || behind.test(next))) return at;
  }
  return -1;
}

/** The file's text with the lines that it does not have yet at its end. */
function withLines(text: string, lines: readonly string[]): string {
  const { lineEnd } = new LineMap(text);
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line));
  if (missing.length === 0) return text;
  const start = text === '' || text.endsWith('\n') ? text : text + lineEnd;
  return start + missing.map((line) => line + lineEnd).join('');
}
