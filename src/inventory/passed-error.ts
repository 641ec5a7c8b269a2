import { ArchiveError } from '../engine/artifacts/archive-error.js';

/** An error as it passes from one thread to another, which only plain objects do whole. */
export interface PassedError {
  readonly message: string;
  /** Of an error of the system. */
  readonly systemCode: string | null;
  /** Of an ArchiveError; null: it is none. */
  readonly refusal: Pick<ArchiveError, 'code' | 'details'> | null;
}

export function passedError(error: unknown): PassedError {
  if (error instanceof ArchiveError) {
    const { message, code, details } = error;
    return { message, systemCode: null, refusal: { code, details } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return { message, systemCode: typeof code === 'string' ? code : null, refusal: null };
}

/** The error that was passed. */
export function receivedError({ message, systemCode, refusal }: PassedError): Error {
  if (refusal) return new ArchiveError(refusal.code, message, refusal.details);
  return systemCode === null ? new Error(message) : Object.assign(new Error(message), { code: systemCode });
}
