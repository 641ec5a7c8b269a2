import type { ApolloServerPlugin } from '@apollo/server';
import type { ExecutionArgs, ExecutionResult, FormattedExecutionResult } from 'graphql';
import { unsettledHeader } from '../http/unsettled.js';

/** Of an operation: set by lists that were read while targets were still to be judged. */
export interface Settling {
  isUnsettled: boolean;
}

type Extensions = Readonly<Record<string, unknown>>;

function saying(extensions: Extensions | undefined): Extensions {
  return { ...extensions, unsettled: true };
}

/** Says over HTTP that lists were read while targets were still to be judged. */
export function unsettledPlugin(): ApolloServerPlugin<Settling> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        if (!contextValue.isUnsettled) return;
        for (const [name, value] of Object.entries(unsettledHeader)) response.http.headers.set(name, value);
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        singleResult.extensions = saying(singleResult.extensions);
      },
    }),
  };
}

/**
 * Says the same over WebSocket, where Apollo's plugins do not run: in the answer of a query or a mutation, and in that
 * message of a subscription for which it was read.
 * @returns nothing where there is nothing to say: the result is sent as it is
 */
export function sayUnsettled(
  _socket: unknown,
  _id: string,
  _payload: unknown,
  { contextValue }: Pick<ExecutionArgs, 'contextValue'>,
  { errors, extensions, ...result }: ExecutionResult,
): FormattedExecutionResult | undefined {
  const settling = contextValue as Settling;
  if (!settling.isUnsettled) return undefined;
  settling.isUnsettled = false;
  return {
    ...result,
    ...(errors && { errors: errors.map((error) => error.toJSON()) }),
    extensions: saying(extensions),
  };
}
