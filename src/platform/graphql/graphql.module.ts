import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import { contractSchema, graphql } from '../../contracts/graphql.js';
import type { Caller } from '../auth/caller.js';
import { LoaderSet } from '../http/loaders.js';
import { maximumTokens, queryRefusal } from './query-limits.js';

/** What resolvers find: who calls, and the loaders of this one operation. */
export interface GraphqlContext {
  readonly caller: Caller;
  readonly loaders: LoaderSet;
}

/** A subscription's connection: the key comes in its first message or in the headers of its request. */
interface WebSocketContext {
  readonly connectionParams?: Readonly<Record<string, unknown>>;
  readonly extra: { readonly request: { readonly headers: Caller['headers'] } };
}

interface SubscribePayload {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** GraphQL over HTTP and WebSocket, from the contracts. */
export const ContractGraphqlModule = GraphQLModule.forRoot<ApolloDriverConfig>({
  driver: ApolloDriver,
  path: '/graphql',
  typeDefs: graphql.typeDefs,
  resolvers: graphql.resolvers as NonNullable<ApolloDriverConfig['resolvers']>,
  fieldResolverEnhancers: ['guards', 'filters'],
  graphiql: false,
  introspection: true,
  includeStacktraceInErrorResponses: false,
  allowBatchedHttpRequests: false,
  parseOptions: { maxTokens: maximumTokens },
  context: contextOf,
  plugins: [limitsPlugin()],
  subscriptions: { 'graphql-ws': { onSubscribe: refuseCostly } },
});

function contextOf(source: FastifyRequest | WebSocketContext): GraphqlContext {
  if (!('extra' in source)) return { caller: source, loaders: new LoaderSet() };
  const { connectionParams = {}, extra } = source;
  const given = connectionParams['authorization'] ?? connectionParams['Authorization'];
  const authorization = typeof given === 'string' ? given : extra.request.headers['authorization'];
  return { caller: { headers: { authorization } }, loaders: new LoaderSet() };
}

/** The limits over HTTP: after validation, before anything runs. */
function limitsPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, request }) => {
        const { variables = {}, operationName } = request;
        const refused = queryRefusal({ schema, document, variables, operationName });
        if (refused) throw refused;
      },
    }),
  };
}

/** The same limits over WebSocket, where Apollo's plugins do not run. */
function refuseCostly(
  _context: unknown,
  _id: string,
  payload: SubscribePayload,
): readonly GraphQLError[] | undefined {
  const document = parsed(payload.query);
  if (document instanceof GraphQLError) return [document];
  const schema = contractSchema();
  const errors = validate(schema, document);
  if (errors.length > 0) return errors;
  const operationName = payload.operationName ?? undefined;
  const refused = queryRefusal({ schema, document, variables: payload.variables ?? {}, operationName });
  return refused ? [refused] : undefined;
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: maximumTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
