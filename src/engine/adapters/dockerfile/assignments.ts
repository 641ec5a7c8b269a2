import type { RawInstruction } from './raw-instruction.js';

/** `NAME=value` of an ENV, ARG or LABEL, as written. Offsets count characters of the instruction's joined text. */
export interface RawAssignment {
  readonly name: string;
  /** With its quotes; null: an ARG without a default. */
  readonly value: { readonly text: string; readonly start: number; readonly end: number } | null;
}

/** The variables an instruction sets. The old form `ENV NAME some words` is one, with all the words as its value. */
export function assignmentsOf({ keyword, words, line }: RawInstruction): RawAssignment[] {
  const [first, second] = words;
  if (!first) return [];
  if (keyword !== 'ARG' && !first.text.includes('=')) {
    const end = words.at(-1)?.end ?? first.end;
    const start = second?.start ?? end;
    return [{ name: first.text, value: { text: line.source.text.slice(start, end), start, end } }];
  }
  return words.map(({ text, start, end }) => {
    const equals = text.indexOf('=');
    if (equals === -1) return { name: text, value: null };
    const valueStart = start + equals + 1;
    return { name: text.slice(0, equals), value: { text: text.slice(equals + 1), start: valueStart, end } };
  });
}
