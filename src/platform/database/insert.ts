import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** Inserts one whole row. TypeORM's own type takes JSON columns apart; the row's type is what is held here. */
export async function insertRow<Row extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<Row>,
  row: Row,
): Promise<void> {
  await manager.insert(table, row);
}
