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

/** Where the ENV or ARG with a line sets a variable, comments between left alone; none: it does not. */
export function variableSpan(text: string, line: number, name: string): VariableSpan[] {
  const source = readSourceLines(text);
  const instruction = readLogicalLines(source).instructions.find(
    (candidate) => candidate.line <= line && line <= candidate.endLine,
  );
  if (!instruction) return [];
  const raw = readRawInstruction(instruction, source.escape);
  const assignments = assignmentsOf(raw);
  const index = assignments.findIndex((assignment) => assignment.name === name);
  if (index === -1) return [];
  if (assignments.length === 1) return [wholeLines(instruction.line, instruction.endLine)];
  const { source: joined } = instruction;
  const placed = raw.words.map(({ start, end }) => ({
    from: joined.placeAt(start),
    to: joined.endPlaceAt(end),
  }));
  return spansOf(placed, index, source.lines);
}

interface Placed {
  readonly from: TextPlace;
  readonly to: TextPlace;
}

function spansOf(words: readonly Placed[], index: number, lines: readonly string[]): VariableSpan[] {
  const [previous, word, next] = [words[index - 1], words[index], words[index + 1]];
  if (!word) return [];
  if (next?.from.line === word.to.line) return [{ from: word.from, to: next.from, isWhole: false }];
  if (!previous) return [{ from: word.from, to: word.to, isWhole: false }];
  if (previous.to.line === word.from.line) return [{ from: previous.to, to: word.to, isWhole: false }];
  const own = wholeLines(word.from.line, word.to.line);
  if (next) return [own];
  // The last one of several lines: the line before it must no longer be continued.
  const { line } = previous.to;
  const end = { line, column: lines[line - 1]?.length ?? previous.to.column };
  return [{ from: previous.to, to: end, isWhole: false }, own];
}

function wholeLines(from: number, to: number): VariableSpan {
  return { from: { line: from, column: 0 }, to: { line: to, column: 0 }, isWhole: true };
}
