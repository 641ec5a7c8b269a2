import { UnreadableFileError } from '../model/file-reader.js';
import { textOf } from './documents.js';

/**
 * JSON with comments and with commas after last elements.
 * @throws UnreadableFileError when the file is none
 */
export function parseJsonc(content: Uint8Array): unknown {
  try {
    return JSON.parse(plainJson(textOf(content)));
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError('the file is no JSON with comments');
  }
}

/** The text without comments, and without commas before closing brackets. */
function plainJson(text: string): string {
  const pieces: string[] = [];
  const special = /["/,]/g;
  let start = 0;
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const { index } = found;
    if (found[0] === '"') {
      special.lastIndex = textEnd(text, index);
      continue;
    }
    const isComment = found[0] === '/';
    const end = isComment ? commentEnd(text, index) : index + 1;
    const isLast = !isComment && /[}\]]/.test(text[nextToken(text, end)] ?? '');
    if (isComment || isLast) {
      pieces.push(text.slice(start, index));
      start = end;
    }
    special.lastIndex = end;
  }
  pieces.push(text.slice(start));
  return pieces.join(' ');
}

/** Behind the text in quotes that begins here. */
function textEnd(text: string, start: number): number {
  const mark = /["\\]/g;
  mark.lastIndex = start + 1;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') return mark.lastIndex;
    mark.lastIndex += 1;
  }
  return text.length;
}

/** Behind the comment that begins here; the next character when none does. */
function commentEnd(text: string, start: number): number {
  const end = text.startsWith('//', start) ? text.indexOf('\n', start) : text.indexOf('*/', start + 2) + 2;
  if (!/^\/[/*]/.test(text.slice(start, start + 2))) throw new SyntaxError('not a comment');
  return end < start + 2 ? text.length : end;
}

/** Where the next character is that is neither a space nor a comment's. */
function nextToken(text: string, start: number): number {
  const token = /\S/g;
  token.lastIndex = start;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] !== '/') return found.index;
    token.lastIndex = commentEnd(text, found.index);
  }
  return text.length;
}
