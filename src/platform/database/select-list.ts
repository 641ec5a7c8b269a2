import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** All columns of a table as a select list that names them as the row's properties, for a statement of its own. */
export function selectList<Row extends ObjectLiteral>(table: EntitySchema<Row>, alias: string): string {
  return Object.entries<{ name?: string } | undefined>(table.options.columns)
    .map(([property, column]) => `${alias}."${column?.name ?? property}" AS "${property}"`)
    .join(', ');
}

/**
 * Whole rows of a table whose columns are kept as they are, for what is read in every request or job: a query that is
 * built anew each time takes longer to write than the database takes to answer it.
 * @param rest of the statement after the table, by the names of its columns.
 */
export async function readRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<Row>,
  rest: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const { name } = table.options;
  let list = lists.get(table);
  if (list === undefined) lists.set(table, (list = selectList(table, `"${name}"`)));
  return manager.query(`SELECT ${list} FROM "${name}" ${rest}`, [...parameters]);
}

const lists = new WeakMap<object, string>();
