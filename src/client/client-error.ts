import type { Problem } from '../platform/errors/problem.js';

/** The service refused a request; the message is the problem's detail. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly status: number;

  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.status = problem.status;
  }

  /** Whether it is the problem of that code (`missing-blob`). */
  is(code: string): boolean {
    return this.problem.type === `/problems/${code}`;
  }
}

/** There was no answer: the service is not there, went away, or took too long. Trying again may help. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'it took too long',
  UND_ERR_CONNECT_TIMEOUT: 'it took too long',
  UND_ERR_HEADERS_TIMEOUT: 'it took too long',
  UND_ERR_BODY_TIMEOUT: 'it took too long',
};

/** The error of a request that got no answer, in plain words. */
export function connectionError(url: string, error: unknown): ConnectionError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
  const reason = isTimeout ? 'it took too long' : reasons[code];
  const told = reason ?? (cause instanceof Error ? cause.message : String(cause));
  return new ConnectionError(`No answer from the service at ${url}: ${told}`, { cause: error });
}
