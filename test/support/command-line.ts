import { runProgram } from '../../src/cli/program.js';
import type { Caller } from './caller.js';

/** What a run of the command line came to. */
export interface CommandLineRun {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command line without a terminal and without anything on standard input. */
export async function runCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  errorStream: { readonly isTTY?: true; readonly columns?: number } = {},
): Promise<CommandLineRun> {
  const told = { output: '', errors: '' };
  const commandLine = {
    input: (async function* () {})(),
    output: { write: (text: string) => (told.output += text) },
    errors: { write: (text: string) => (told.errors += text), ...errorStream },
    environment,
    language: 'en' as const,
    signal: new AbortController().signal,
    now: () => new Date(),
  };
  const exitCode = await runProgram(args, commandLine, '1.2.3');
  return { exitCode, ...told };
}

/** Runs the command line on the service that the caller calls, with its key. */
export function runAs({ address, key }: Caller, args: readonly string[]): Promise<CommandLineRun> {
  return runCommandLine(args, { IRONHULL_URL: address, IRONHULL_API_KEY: key });
}
