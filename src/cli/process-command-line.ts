import type { CommandLine } from './command-line.js';
import { Interruption } from './interruption.js';
import { localeLanguage } from './locale.js';

/** npm hands a signal on that the terminal has sent to the program too: only a later one is a second request. */
const sameRequest = 1_000;
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

export interface ProcessOptions {
  /** Whether being asked to end a second time ends the program at once, without waiting for what is being closed. */
  readonly endsAtOnce: boolean;
}

/** This process as a command line. Sets up what happens on SIGINT and SIGTERM, and when a reader of its output goes. */
export function processCommandLine({ endsAtOnce }: ProcessOptions): CommandLine {
  const stop = new AbortController();
  let askedAt = Number.POSITIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const isSecond = performance.now() - askedAt > sameRequest;
      if (isSecond && endsAtOnce) process.exit(exitCodes[signal]);
      askedAt = Math.min(askedAt, performance.now());
      stop.abort(new Interruption(signal, exitCodes[signal]));
    });
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreGoneReader);
  return {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
    language: localeLanguage(process.env),
    signal: stop.signal,
    now: () => new Date(),
  };
}

/** Ends this process once its output is written, whatever is still open. */
export function exitWith(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

/** `head` reads as much as it wants; the exit code still tells the verdict. */
function ignoreGoneReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}
