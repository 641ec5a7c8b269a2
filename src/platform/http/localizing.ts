import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { localizerOf } from '../../contracts/kit/localized.js';
import type { Language } from '../../engine/model/text.js';
import { languageOf } from './language.js';

/** Metadata key under which a route's contract of its answer stands. */
export const returnsKey = 'ironhull:returns';

/** Headers of an answer that is in one of several languages. */
export function languageHeaders(language: Language): Record<string, string> {
  return { 'content-language': language, vary: 'Accept-Language' };
}

/** Answers over REST in the language that `Accept-Language` asks for, wherever the contract has a text in both. */
@Injectable()
export class LocalizingInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<string>() !== 'http') return next.handle();
    const schema = this.reflector.get<z.ZodType | undefined>(returnsKey, context.getHandler());
    const localizer = schema && localizerOf(schema);
    if (!localizer) return next.handle();
    const http = context.switchToHttp();
    const language = languageOf(http.getRequest<FastifyRequest>().headers['accept-language']);
    return next.handle().pipe(
      map((value: unknown) => {
        void http.getResponse<FastifyReply>().headers(languageHeaders(language));
        return localizer(value, language);
      }),
    );
  }
}
