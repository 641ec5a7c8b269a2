import type { Range } from '../adapters/run-command/shell-word.js';
import { withoutEnd } from '../text/ends.js';

const blankContinuation = /[ \t]*\\[ \t]*(?:#[^\n]*)?\r?\n/y;

/**
 * The text without what stands between the offsets. When that is alone on its line the whole line goes, else the
 * blank behind it, or the blanks before it where nothing follows.
 */
export function withoutWords(text: string, start: number, end: number): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === '';
  blankContinuation.lastIndex = end;
  const continuation = blankContinuation.exec(text)?.[0];
  if (isFirst && continuation !== undefined && lineStart > 0)
    return text.slice(0, lineStart) + text.slice(end + continuation.length);
  if (isFirst) return text.slice(0, start) + text.slice(end).replace(/^[ \t]+/, '');
  if (/[ \t]/.test(text[end] ?? '')) return text.slice(0, start) + text.slice(end + 1);
  return withoutEnd(text.slice(0, start), ' \t') + text.slice(end);
}

/** The text with a word before the offset: on a line of its own where what stands there has one. */
export function withWordBefore(text: string, at: number, word: string): string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const indentation = text.slice(lineStart, at);
  const isOnOwnLine =
    indentation.trim() === '' && /\\[ \t]*(?:#[^\n]*)?\r?\n$/.test(lineBefore(text, lineStart));
  if (!isOnOwnLine) return `${text.slice(0, at)}${word} ${text.slice(at)}`;
  const newLine = text[lineStart - 2] === '\r' ? '\r\n' : '\n';
  return `${text.slice(0, at)}${word} \\${newLine}${indentation}${text.slice(at)}`;
}

function lineBefore(text: string, lineStart: number): string {
  return text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart);
}

/** A text as a shell's word, in the quotes that stood around what it replaces where these do. */
export function shellQuoted(text: string, replaced = ''): string {
  const quote = replaced[0];
  const isQuoted = replaced.length > 1 && replaced.endsWith(quote ?? '');
  if (isQuoted && quote === '"' && !/["$`\\!]/.test(text)) return `"${text}"`;
  if (isQuoted && quote === "'" && !text.includes("'")) return `'${text}'`;
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A value as a shell's word in the place of another: what the shell fills in there is filled in still. Null: it cannot be
 * written so.
 */
export function shellValue(
  text: string,
  replaced: string,
  given: { readonly value: string | null; readonly expansions: readonly Range[] },
): string | null {
  const kept = given.expansions
    .map(({ start, end }) => (given.value ?? '').slice(start, end))
    .filter((expansion) => expansion !== '' && text.includes(expansion));
  if (kept.length === 0) return shellQuoted(text, replaced);
  const literal = kept.reduce((rest, expansion) => rest.replaceAll(expansion, ''), text);
  const isPlain = /^[\w@%+=:,./-]*$/.test(literal);
  if (isPlain && replaced === given.value) return text;
  return isPlain && !kept.includes('~') ? `"${text}"` : null;
}
