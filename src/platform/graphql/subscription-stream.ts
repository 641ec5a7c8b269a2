import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { errorTable } from '../errors/error-table.js';
import { toAppError } from '../errors/problem.js';

/**
 * The values of a subscription. Leaving it aborts the signal at once, also while it waits for a value: a generator
 * alone would first wait for the next one. Errors become what GraphQL's clients are told; those nobody foresaw are logged.
 */
export function subscriptionStream<T>(
  values: (signal: AbortSignal) => AsyncIterable<T>,
  logger: Logger,
): AsyncIterableIterator<T> {
  const left = new AbortController();
  const source = values(left.signal)[Symbol.asyncIterator]();
  return {
    next: () => source.next().catch((error: unknown) => Promise.reject(told(error, logger))),
    return: async () => {
      left.abort();
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function told(thrown: unknown, logger: Logger): GraphQLError {
  const error = toAppError(thrown);
  if (error !== thrown) logger.error({ err: thrown }, 'subscription failed unexpectedly');
  const { graphqlCode } = errorTable[error.code];
  return new GraphQLError(error.message, { extensions: { code: graphqlCode, ...error.details } });
}
