import type { Language } from '../engine/model/text.js';

/** A stream that text is written to: standard output or standard error. */
export interface Output {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  /** Of the terminal; 0 where it does not say. */
  readonly columns?: number;
}

/** What a command works with, in place of the process's own. */
export interface CommandLine {
  readonly input: AsyncIterable<Uint8Array>;
  readonly output: Output;
  readonly errors: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** Of what is printed of findings, reasons and checks. */
  readonly language: Language;
  /** Aborted when the user or the system asks the program to end. */
  readonly signal: AbortSignal;
  /** Wall clock. */
  now(): Date;
}

/** Exit codes: what a script may rely on. */
export const exitCodes = { allow: 0, done: 0, deny: 1, undecided: 2, failed: 2 } as const;

/** The command was not used as it can be, or what it was pointed at is not there; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Widest line that is printed, in columns. */
const widest = 100;
const narrowest = 60;

/** Columns to print in. */
export function widthOf({ columns }: Output): number {
  return Math.max(narrowest, Math.min(widest, columns || widest));
}

/** Prints a value as JSON, for `--json`. */
export function printJson({ output }: CommandLine, value: unknown): void {
  output.write(`${JSON.stringify(value, null, 2)}\n`);
}
