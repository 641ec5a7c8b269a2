import { z } from 'zod';

/** Schemas that are one scalar on both surfaces: the GraphQL name and the JSON Schema of the wire form. */
export const scalars = z.registry<{ scalar: string; json: Record<string, unknown> }>();

function scalar<S extends z.ZodType>(schema: S, name: string, json: Record<string, unknown>): S {
  scalars.add(schema, { scalar: name, json });
  return schema;
}

export const Id = scalar(z.uuid(), 'ID', { type: 'string', format: 'uuid' });

/** ISO 8601 on the wire, `Date` in the server and in the table. */
export const DateTime = scalar(
  z.codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  }),
  'DateTime',
  { type: 'string', format: 'date-time' },
);

/** Any JSON object. */
export const JsonObject = scalar(z.record(z.string(), z.unknown()), 'JSON', {
  type: 'object',
  additionalProperties: true,
});

/** Names to texts. */
export const TextMap = scalar(z.record(z.string().max(500), z.string()), 'JSON', {
  type: 'object',
  additionalProperties: { type: 'string' },
});

/** A whole number of up to 2^53, such as a size in bytes; GraphQL's Int stops at 2^31. */
export const BigCount = scalar(z.int().min(0), 'Count', { type: 'integer', minimum: 0 });

/** `sha256:` and 64 hexadecimal digits. */
export const Digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 lower-case hexadecimal digits');

/** One or many values: `?severity=high` and `?severity=high&severity=low`; a list in GraphQL. */
export const many = <S extends z.ZodType>(item: S) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(50),
  );

/** `?exempted=true`; a Boolean in GraphQL. */
export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

export const PageArgs = z.object({
  first: z.coerce.number().int().min(1).max(200).default(50).describe('Rows to return, 1 to 200.'),
  after: z.string().max(512).optional().describe('Cursor of the row to start after.'),
});
export type PageArgs = z.output<typeof PageArgs>;

/** A schema that stands under its own name in both documents. */
export type NamedSchema = z.ZodObject | z.ZodDiscriminatedUnion;

function nameOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (!id) throw new Error('a list or an input needs a schema with .meta({ id })');
  return id;
}

/** One derived schema for each schema, so that a name is never claimed twice. */
function memoised<S extends object, D>(derive: (schema: S) => D): (schema: S) => D {
  const made = new WeakMap<S, D>();
  return (schema) => {
    const known = made.get(schema);
    if (known !== undefined) return known;
    const derived = derive(schema);
    made.set(schema, derived);
    return derived;
  };
}

/** How many rows a list has in all: exactly, or at least, where counting on would take too long. */
export const Total = z
  .object({
    count: z.int32(),
    kind: z.enum(['exact', 'at-least']).meta({ id: 'TotalKind' }),
  })
  .meta({ id: 'Total', description: 'How many rows a list has in all; counted when it is asked for.' });
export interface Total extends z.output<typeof Total> {}

/** What a service's list method returns; REST's page and GraphQL's connection are views of it. */
export interface Slice<T> {
  readonly rows: readonly T[];
  cursor(row: T): string;
  readonly hasNext: boolean;
  /** Of every page. */
  total(): Promise<Total>;
}
export interface Page<T> {
  items: T[];
  next: string | null;
}
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  /** Called by GraphQL where a query selects it. */
  total(): Promise<Total>;
}

const PageInfo = z
  .object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
  .meta({ id: 'PageInfo', description: 'Where a connection stands.' });

const pageSchema = memoised((item: NamedSchema) =>
  z
    .object({
      items: z.array(item),
      next: z.string().nullable().describe('Pass as `after`; null on the last page.'),
    })
    .meta({ id: `${nameOf(item)}Page` }),
);
const connectionSchema = memoised((item: NamedSchema) =>
  z
    .object({
      edges: z.array(z.object({ cursor: z.string(), node: item }).meta({ id: `${nameOf(item)}Edge` })),
      pageInfo: PageInfo,
      total: Total,
    })
    .meta({ id: `${nameOf(item)}Connection` }),
);
const inputSchema = memoised((schema: NamedSchema): z.ZodType => {
  const id = `${nameOf(schema)}Input`;
  if (schema instanceof z.ZodObject) return z.strictObject(schema.shape).meta({ id });
  const options = schema.options.map((option) => inputSchema(option as NamedSchema));
  const { discriminator } = schema.def as { discriminator: string };
  return z.discriminatedUnion(discriminator, options as never).meta({ id });
});

/** REST's body of a list. */
export const page = <S extends NamedSchema>(item: S) =>
  pageSchema(item) as unknown as z.ZodType<Page<z.output<S>>>;
/** GraphQL's Relay connection. */
export const connection = <S extends NamedSchema>(item: S) =>
  connectionSchema(item) as unknown as z.ZodType<Connection<z.output<S>>>;
/** The same schema as a request: unknown keys are refused; GraphQL's name ends in `Input`. */
export const inputOf = <S extends NamedSchema>(schema: S): S => inputSchema(schema) as S;

function lastCursor<T>(slice: Slice<T>): string | null {
  const row = slice.rows.at(-1);
  return row === undefined ? null : slice.cursor(row);
}
export function toPage<T>(slice: Slice<T>): Page<T> {
  return { items: [...slice.rows], next: slice.hasNext ? lastCursor(slice) : null };
}
export function toConnection<T>(slice: Slice<T>): Connection<T> {
  return {
    edges: slice.rows.map((node) => ({ cursor: slice.cursor(node), node })),
    pageInfo: { hasNextPage: slice.hasNext, endCursor: lastCursor(slice) },
    total: () => slice.total(),
  };
}
