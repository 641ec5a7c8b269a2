import { applyDecorators, Body, Param, Query, SetMetadata } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { jsonSchema } from '../../contracts/kit/json-schema.js';
import { serializerSchema } from '../../contracts/kit/serializer-schema.js';
import { localizerOf } from '../../contracts/kit/localized.js';
import { languages } from '../../engine/model/text.js';
import { returnsKey } from './localizing.js';

type Fits<T, K extends keyof T, I extends number, V> = T[K] extends (...args: infer A) => unknown
  ? V extends A[I]
    ? unknown
    : { "the parameter is not the schema's output": V }
  : never;
type TypedParameter<V> = <T, K extends keyof T, I extends number>(
  target: T,
  key: K,
  index: I & Fits<T, K, I, V>,
) => void;
type TypedMethod<R> = <M extends (...args: never[]) => Promise<R>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** The request body, parsed by a contract; the compiler holds the parameter to it. */
export const FromBody = <S extends z.ZodType>(schema: S) => Body({ schema }) as TypedParameter<z.output<S>>;
/** The query string, parsed by a contract. */
export const FromQuery = <S extends z.ZodType>(schema: S) => Query({ schema }) as TypedParameter<z.output<S>>;
/** One path parameter, parsed by a contract. */
export const FromPath = <S extends z.ZodType>(name: string, schema: S) =>
  Param(name, { schema }) as TypedParameter<z.output<S>>;

const acceptLanguage = {
  name: 'Accept-Language',
  required: false,
  description: `The language of its texts: ${languages.join(' or ')}, English unless asked for otherwise.`,
  schema: { type: 'string' as const },
};

/**
 * Documents the response body, makes the compiler check that the method returns it, and lets Fastify compile its
 * serializer: what the contract does not name is not sent.
 */
export function Returns<S extends z.ZodType>(
  schema: S,
  status = 200,
  description = '',
): TypedMethod<z.output<S>> {
  return applyDecorators(
    SetMetadata(returnsKey, schema),
    ...(localizerOf(schema) ? [ApiHeader(acceptLanguage)] : []),
    ApiResponse({ status, description, standardSchema: schema }),
    RouteSchema({ response: { [status]: serializerSchema(jsonSchema(schema, 'output')) } }),
  );
}
