import type { EntitySchemaColumnOptions } from 'typeorm';

type Kind<V> = [V] extends [Date]
  ? { type: 'timestamptz' }
  : [V] extends [boolean]
    ? { type: 'boolean' }
    : [V] extends [number]
      ? { type: 'int' | 'smallint' | 'bigint' | 'double precision' }
      : [V] extends [string]
        ? { type: 'text' | 'uuid' }
        : [V] extends [Uint8Array]
          ? { type: 'bytea' }
          : [V] extends [readonly string[]]
            ? { type: 'text' | 'jsonb'; array?: boolean }
            : { type: 'jsonb' };
type Nullable<V> = null extends V ? { nullable: true } : { nullable?: false };
type Column<V> = Omit<EntitySchemaColumnOptions, 'type' | 'enum' | 'nullable'> &
  Kind<NonNullable<V>> &
  Nullable<V>;

/** Exactly one column for each key of the row, of a type and nullability that can hold it. */
export type Columns<Row> = { [K in keyof Row]-?: Column<Row[K]> };
