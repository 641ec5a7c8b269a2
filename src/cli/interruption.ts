/** The program was asked to end; the exit code is the shell's for the signal. */
export class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor(
    signal: string,
    readonly exitCode: number,
  ) {
    super(`interrupted by ${signal}`);
  }
}

/** Settles when the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
