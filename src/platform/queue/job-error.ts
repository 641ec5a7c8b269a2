import { UnrecoverableError } from 'bullmq';
import { AppError } from '../errors/app-error.js';
import { errorTable } from '../errors/error-table.js';

/** The error that BullMQ is to see: one that ends the job when trying again cannot help, else the error itself. */
export function toJobError(error: unknown): unknown {
  if (!(error instanceof AppError) || errorTable[error.code].isRetryable) return error;
  return Object.assign(new UnrecoverableError(error.message), { cause: error });
}
