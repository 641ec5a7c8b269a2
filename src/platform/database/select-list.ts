import type { EntitySchema, ObjectLiteral } from 'typeorm';

/** All columns of a table as a select list that names them as the row's properties, for a statement of its own. */
export function selectList<Row extends ObjectLiteral>(table: EntitySchema<Row>, alias: string): string {
  return Object.entries<{ name?: string } | undefined>(table.options.columns)
    .map(([property, column]) => `${alias}."${column?.name ?? property}" AS "${property}"`)
    .join(', ');
}
