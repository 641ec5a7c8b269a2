import { z } from 'zod';
import { scalars } from './schema.js';

/** The parts of zod's schema definitions that GraphQL needs, in one place. */
export interface SchemaDefinition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly element?: z.ZodType;
  readonly entries?: Record<string, string>;
  readonly shape?: Record<string, z.ZodType>;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly defaultValue?: unknown;
}
export const definition = (schema: z.ZodType): SchemaDefinition => schema.def;

export type Direction = 'input' | 'output';

/** A schema without its wrappers, and what the wrappers said. */
export interface Unwrapped {
  readonly core: z.ZodType;
  /** Absence or null is allowed. */
  readonly isOptional: boolean;
  /** Null itself is a value, not only absence. */
  readonly isNullable: boolean;
  readonly description: string | undefined;
  readonly initial: unknown;
}

/** Looks under optional, nullable, default, readonly and pipes, in one direction. */
export function unwrap(schema: z.ZodType, direction: Direction): Unwrapped {
  let core = schema;
  let isOptional = false;
  let isNullable = false;
  let description: string | undefined;
  let initial: unknown;
  for (;;) {
    const inner = definition(core);
    if (!nameOf(core)) description ??= core.meta()?.description;
    if (scalars.get(core)) break;
    if (inner.type === 'optional') isOptional = true;
    else if (inner.type === 'nullable') isOptional = isNullable = true;
    else if (inner.type === 'default' || inner.type === 'prefault') {
      if (direction === 'input') initial = inner.defaultValue;
    } else if (inner.type === 'pipe') {
      core = pipeSide(inner, direction);
      continue;
    } else if (inner.type !== 'readonly' && inner.type !== 'nonoptional') break;
    core = inner.innerType!;
  }
  return { core, isOptional, isNullable, description, initial };
}

function pipeSide(pipe: SchemaDefinition, direction: Direction): z.ZodType {
  const isPreprocess = definition(pipe.in!).type === 'transform';
  return isPreprocess || direction === 'output' ? pipe.out! : pipe.in!;
}

/** The id a schema was given by `.meta({ id })`, also when it was cloned by `.describe()` since. */
export function nameOf(schema: z.ZodType): { id: string; description?: string | undefined } | undefined {
  for (let at: z.ZodType | undefined = schema; at; at = parentOf(at)) {
    const meta = z.globalRegistry.get(at);
    if (meta?.id) return { id: meta.id, description: meta.description };
  }
  return undefined;
}
const parentOf = (schema: z.ZodType) => (schema as { _zod: { parent?: z.ZodType } })._zod.parent;

/** The value of a union member's discriminator. */
export function tagOf(member: z.ZodType, discriminator: string): string {
  return String(definition(definition(member).shape![discriminator]!).values![0]);
}

/** `high` and `not-affected` become HIGH and NOT_AFFECTED. */
export const enumName = (value: string): string => value.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
