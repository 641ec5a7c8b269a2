import type { ReadProblems } from './read-problems.js';

const lineFeed = 0x0a;

/** A line without its end. */
export interface TextLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  /** Whether it has no end, as the last line of a file that was cut off. */
  readonly isCut: boolean;
}

/**
 * The lines of a UTF-8 text, one at a time. Bytes that are not UTF-8 read as U+FFFD and are reported with the first line
 * that has some.
 */
export function* textLines(content: Uint8Array, problems: ReadProblems): Generator<TextLine> {
  const text = new TextDecoder().decode(content);
  if (text.includes('\ufffd')) {
    const line = firstLineNotUtf8(content);
    if (line !== null) problems.add(`line ${line} is not UTF-8`);
  }
  let number = 1;
  for (let start = 0; start < text.length; number += 1) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, end);
    yield { number, text: line.endsWith('\r') ? line.slice(0, -1) : line, isCut: found === -1 };
    start = end + 1;
  }
}

/** The text as it may be stored and shown: no control characters, no halves of characters, no more than `longest`. */
export function plainText(text: string, longest = 256): string {
  return text.slice(0, longest).replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
}

function firstLineNotUtf8(content: Uint8Array): number | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < content.length; line += 1) {
    const found = content.indexOf(lineFeed, start);
    const end = found === -1 ? content.length : found;
    try {
      decoder.decode(content.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return null;
}
