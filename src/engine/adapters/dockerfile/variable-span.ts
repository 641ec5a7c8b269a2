import { assignmentsOf } from './assignments.js';
import { readLogicalLines } from './logical-lines.js';
import type { TextPlace } from './positioned-text.js';
import { readRawInstruction } from './raw-instruction.js';
import { readSourceLines } from './source-lines.js';

/** What is to be taken out of a text so that a variable is set no more. */
export interface VariableSpan {
  readonly from: TextPlace;
  readonly to: TextPlace;
  /** It is all that the instruction sets: the lines go as a whole. */
  readonly isWhole: boolean;
}

/** Where the ENV or ARG that begins in a line sets a variable, with the blanks on one side; none: it does not. */
export function variableSpan(text: string, line: number, name: string): VariableSpan[] {
  const source = readSourceLines(text);
  const instruction = readLogicalLines(source).instructions.find((candidate) => candidate.line === line);
  if (!instruction) return [];
  const raw = readRawInstruction(instruction, source.escape);
  const assignments = assignmentsOf(raw);
  const index = assignments.findIndex((assignment) => assignment.name === name);
  if (index === -1) return [];
  const start = { line, column: 0 };
  if (assignments.length === 1)
    return [{ from: start, to: { line: instruction.endLine, column: 0 }, isWhole: true }];
  const { source: joined } = instruction;
  const [previous, word, next] = [raw.words[index - 1], raw.words[index], raw.words[index + 1]];
  if (previous && word) {
    return [{ from: joined.endPlaceAt(previous.end), to: joined.endPlaceAt(word.end), isWhole: false }];
  }
  if (!word || !next) return [];
  return [{ from: joined.placeAt(word.start), to: joined.placeAt(next.start), isWhole: false }];
}
