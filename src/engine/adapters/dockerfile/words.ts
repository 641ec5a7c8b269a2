/** A word of an instruction, as written, with its quotes. */
export interface RawWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words are separated by blanks outside quotes; the escape character takes the next one along. Linear. */
export function splitWords(text: string, from: number, escape: '\\' | '`'): RawWord[] {
  const words: RawWord[] = [];
  let position = from;
  while (position < text.length) {
    if (isBlank(text[position]!)) {
      position += 1;
      continue;
    }
    const start = position;
    position = wordEnd(text, start, escape);
    words.push({ text: text.slice(start, position), start, end: position });
  }
  return words;
}

function wordEnd(text: string, start: number, escape: string): number {
  let quote = '';
  let position = start;
  for (; position < text.length; position += 1) {
    const character = text[position]!;
    if (character === escape && quote !== "'") position += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (isBlank(character)) break;
  }
  return Math.min(position, text.length);
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
