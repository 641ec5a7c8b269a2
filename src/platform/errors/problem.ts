import { AppError, type ErrorDetails } from './app-error.js';
import { errorTable } from './error-table.js';

/** Problem details (RFC 9457), served as `application/problem+json`. */
export interface Problem extends ErrorDetails {
  /** `/problems/<code>`, relative to the service. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** What this occurrence is about; absent when not given. */
  readonly instance?: string;
}

/** What the caller is told of an error nobody foresaw; its own message may hold secrets and goes to the log alone. */
const unforeseen = 'The service failed in a way it did not foresee. Its log has the reason.';

/** Any error as the error a caller may see; what is no AppError becomes `internal`, with the error as its cause. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal', unforeseen, {}, { cause: error });
}

/** Renders any error. An error's details come beside the members of RFC 9457 and never in place of them. */
export function toProblem(error: unknown, instance?: string): Problem {
  const { code, message, details } = toAppError(error);
  const { status, title } = errorTable[code];
  const members = { type: `/problems/${code}`, title, status, detail: message };
  return { ...details, ...members, ...(instance === undefined ? {} : { instance }) };
}
