import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

/** What carries the caller through one request or subscription. */
export interface Caller {
  headers: Record<string, string | string[] | undefined>;
  actor?: Actor;
  /** Network address of the other end of the connection. */
  ip?: string;
}

/** The request behind a REST call, a GraphQL call or a GraphQL subscription. */
export function callerOf(context: ExecutionContext): Caller {
  if (context.getType<string>() !== 'graphql')
    return context.switchToHttp().getRequest<FastifyRequest & Caller>();
  return GqlExecutionContext.create(context).getContext<{ caller: Caller }>().caller;
}

/** The actor of the request, for controllers and resolvers. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = callerOf(context);
  if (!actor) throw new Error('a handler that needs an actor cannot be public');
  return actor;
});
