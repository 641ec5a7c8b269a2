import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Language } from '../../engine/model/text.js';

/** The language that a GraphQL request is answered in, for resolvers of whole documents. */
export const CurrentLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  return GqlExecutionContext.create(context).getContext<{ language: Language }>().language;
});
