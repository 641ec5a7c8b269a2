import type { z } from 'zod';
import { definition, tagOf, unwrap } from './graphql-types.js';
import { scalars } from './schema.js';

/**
 * GraphQL argument values as the zod schema parses them: a null the contract does not allow becomes absence, an
 * `@oneOf` object becomes a tagged one.
 */
export function fromGraphql(schema: z.ZodType, value: unknown): unknown {
  const { core, isNullable } = unwrap(schema, 'input');
  if (value === null || value === undefined) return isNullable ? value : undefined;
  if (scalars.get(core)) return value;
  const inner = definition(core);
  if (inner.type === 'array' && Array.isArray(value))
    return value.map((item) => fromGraphql(inner.element!, item));
  if (typeof value !== 'object') return value;
  if (inner.type === 'object') return fromObject(inner.shape!, value);
  if (inner.type === 'union') {
    const [tag, member] = Object.entries(value)[0] ?? [];
    const option = inner.options!.find((candidate) => tagOf(candidate, inner.discriminator!) === tag);
    return Object.assign({ [inner.discriminator!]: tag }, option && fromGraphql(option, member));
  }
  return value;
}

function fromObject(shape: Record<string, z.ZodType>, value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, shape[key] ? fromGraphql(shape[key], field) : field]),
  );
}
