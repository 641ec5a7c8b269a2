import { UnreadableFileError } from '../model/file-reader.js';

/** A piece of a term of Elixir as code would be written: brackets and marks as `mark`, all else by what it stands for. */
export interface ElixirToken {
  readonly kind: 'mark' | 'text' | 'atom' | 'word' | 'key';
  /** Without quotes and colons. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** Spaces and comments; marks; an atom; a word, which a colon makes a key. Texts in quotes are not among them. */
const piece = /(\s+|#[^\n]*)|(%\{|=>|[[\]{},])|:([\w@]+[?!]?)|([\w.@+-]+[?!]?)(:(?=\s))?/y;

/**
 * The tokens of data that Elixir's tools write; nothing is evaluated.
 * @throws UnreadableFileError at what such data cannot have
 */
export function* elixirTokens(text: string): Generator<ElixirToken> {
  let line = 1;
  for (let index = 0; index < text.length;) {
    const isQuotedAtom = text.startsWith(':"', index);
    if (isQuotedAtom || text[index] === '"') {
      const start = index + (isQuotedAtom ? 2 : 1);
      const end = endOfText(text, start);
      if (end === -1) throw new UnreadableFileError(`the text at line ${line} has no end`);
      const isKey = !isQuotedAtom && text[end + 1] === ':';
      yield { kind: isQuotedAtom ? 'atom' : isKey ? 'key' : 'text', value: text.slice(start, end), line };
      line += linesIn(text, start, end);
      index = end + (isKey ? 2 : 1);
      continue;
    }
    piece.lastIndex = index;
    const [whole = '', spaces, mark, atom, word, colon] = piece.exec(text) ?? [];
    if (whole === '') throw new UnreadableFileError(`line ${line} is none of a term of Elixir`);
    if (spaces !== undefined) line += linesIn(spaces, 0, spaces.length);
    else if (mark !== undefined) yield { kind: 'mark', value: mark, line };
    else if (atom !== undefined) yield { kind: 'atom', value: atom, line };
    else if (word !== undefined) yield { kind: colon === undefined ? 'word' : 'key', value: word, line };
    index += whole.length;
  }
}

/** Where the quote is that ends the text; -1: nowhere. What a backslash escapes ends nothing. */
function endOfText(text: string, start: number): number {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index;
  }
  return -1;
}

function linesIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
