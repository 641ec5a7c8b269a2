import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyReply } from 'fastify';

/** Notes that an answer over many targets was read while some of them were still to be judged anew. */
export type NoteUnsettled = () => void;

/** What such an answer says, over REST and over GraphQL; others do not have it. */
export const unsettledHeader = { 'ironhull-unsettled': 'true' } as const;

/** For handlers of lists: what they note is said in the answer's header, and in `extensions` of GraphQL; over WebSocket there only. */
export const Unsettled = createParamDecorator((_: unknown, context: ExecutionContext): NoteUnsettled => {
  if (context.getType<string>() === 'graphql') {
    const of = GqlExecutionContext.create(context).getContext<{ isUnsettled: boolean }>();
    return () => (of.isUnsettled = true);
  }
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  return () => void reply.headers(unsettledHeader);
});
