import type { ErrorCode } from './error-table.js';

export type { ErrorCode } from './error-table.js';

/** What an error tells besides its message; shown to the caller, so it holds no secret. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An error that a caller may see: its code is in the error table, its message says what is wrong and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
