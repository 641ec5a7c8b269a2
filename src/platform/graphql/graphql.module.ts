import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import { contractSchema, graphql } from '../../contracts/graphql.js';
import type { Caller } from '../auth/caller.js';
import type { Language } from '../../engine/model/text.js';
import { languageOf } from '../http/language.js';
import { languageHeaders } from '../http/localizing.js';
import { LoaderSet } from '../http/loaders.js';
import { maximumTokens, queryRefusal } from './query-limits.js';
import { sayUnsettled, unsettledPlugin, type Settling } from './unsettled-answers.js';

/** What resolvers find: who calls, and the loaders of this one operation. */
export interface GraphqlContext extends Settling {
  readonly caller: Caller;
  readonly loaders: LoaderSet;
  /** Of the texts of the answer. */
  readonly language: Language;
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
  plugins: [limitsPlugin(), languagePlugin(), unsettledPlugin()],
  subscriptions: { 'graphql-ws': { onSubscribe: refuseCostly, onNext: sayUnsettled } },
});

function contextOf(source: FastifyRequest | WebSocketContext): GraphqlContext {
  if (!('extra' in source)) {
    return {
      caller: source,
      loaders: new LoaderSet(),
      language: languageOf(source.headers['accept-language']),
      isUnsettled: false,
    };
  }
  const authorization = headerOf(source, 'authorization');
  return {
    caller: { headers: { authorization } },
    loaders: new LoaderSet(),
    language: languageOf(headerOf(source, 'accept-language')),
    isUnsettled: false,
  };
}

/** Browsers cannot set headers of a WebSocket: the first message may carry them. */
function headerOf({ connectionParams = {}, extra }: WebSocketContext, name: string): string | undefined {
  const given = Object.entries(connectionParams).find(([key]) => key.toLowerCase() === name)?.[1];
  const header = typeof given === 'string' ? given : extra.request.headers[name];
  return Array.isArray(header) ? header.join(',') : header;
}

/** Says over HTTP what language the answer is in. */
function languagePlugin(): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue }) => {
        for (const [name, value] of Object.entries(languageHeaders(contextValue.language)))
          response.http.headers.set(name, value);
      },
    }),
  };
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
