import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDataSource, migrate } from '../src/platform/database/data-source.js';
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { together } from '../src/platform/database/together.js';
import { tables } from '../src/tables.js';
import { freshCluster } from './support/fresh-cluster.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const cleanUp: (() => Promise<unknown>)[] = [];
let dataSource: DataSource;

/** An empty database: of `DATABASE_URL`'s server, or of an embedded one. */
async function emptyDatabase(): Promise<string> {
  const server = process.env['DATABASE_URL'];
  if (!server) {
    const folder = await mkdtemp(join(tmpdir(), 'ironhull-tables-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    await freshCluster(folder);
    const postgres = await startEmbeddedPostgres({ dataFolder: folder, log });
    cleanUp.push(() => postgres.stop());
    return postgres.url;
  }
  const name = `ironhull_tables_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  cleanUp.push(async () => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

beforeAll(async () => {
  dataSource = createDataSource(await emptyDatabase(), tables);
  await dataSource.initialize();
  cleanUp.push(() => dataSource.destroy());
  await migrate(dataSource);
});
afterAll(async () => {
  for (const step of cleanUp.reverse()) await step();
});

interface Column {
  table: string;
  column: string;
  type: string;
  isNullable: boolean;
  /** Whether the database fills it in when it is not given. */
  isFilled: boolean;
}

const columnsInDatabase = () =>
  dataSource.query<Column[]>(
    `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
       NOT a.attnotnull AS "isNullable", (a.atthasdef OR a.attidentity <> '') AS "isFilled"
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'migration'
     ORDER BY c.relname, a.attnum`,
  );

/** How PostgreSQL spells the types that the schemas use. */
const spellings: Readonly<Record<string, string>> = {
  int: 'integer',
  timestamptz: 'timestamp with time zone',
};

const spelled = ({
  type,
  precision,
  isArray,
}: {
  type: unknown;
  precision?: number | null;
  isArray: boolean;
}) => {
  const name = spellings[String(type)] ?? String(type);
  const exact = typeof precision === 'number' ? name.replace('timestamp', `timestamp(${precision})`) : name;
  return isArray ? `${exact}[]` : exact;
};

const stated = () =>
  dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map((column) => ({
      table: tableName,
      column: column.databaseName,
      type: spelled(column),
      isNullable: column.isNullable,
    })),
  );

describe('the tables', () => {
  it('have every column that the schemas state, of that type and nullability', async () => {
    const found = new Map((await columnsInDatabase()).map((one) => [`${one.table}.${one.column}`, one]));
    const columns = stated();
    expect(columns.length).toBeGreaterThan(80);
    const asFound = columns.map(({ table, column }) => {
      const { type, isNullable } = found.get(`${table}.${column}`) ?? { type: 'missing', isNullable: false };
      return { table, column, type, isNullable };
    });
    expect(asFound).toEqual(columns);
  });

  it('have no column beside those, in a table that has a schema, that an insert would have to fill', async () => {
    const columns = stated();
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    const withSchema = new Set(columns.map(({ table }) => table));
    const others = (await columnsInDatabase()).filter(
      ({ table, column, isNullable, isFilled }) =>
        withSchema.has(table) && !known.has(`${table}.${column}`) && !isNullable && !isFilled,
    );
    expect(others).toEqual([]);
  });

  it('are the same after the migrations went down and up again', async () => {
    const before = await columnsInDatabase();
    const names = await indexes();
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await columnsInDatabase()).toEqual([]);
    expect((await migrate(dataSource)).length).toBe(dataSource.migrations.length);
    expect(await columnsInDatabase()).toEqual(before);
    expect(await indexes()).toEqual(names);
    expect(await migrate(dataSource)).toEqual([]);
  });

  it('are made once when many processes start together', async () => {
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
    const ran = await Promise.all([migrate(dataSource), migrate(dataSource), migrate(dataSource)]);
    expect(ran.flat()).toHaveLength(dataSource.migrations.length);
  });
});

describe('the statements of a transaction', () => {
  const number = async (manager: EntityManager, sql: string) => {
    const rows: { number: number }[] = await manager.query(sql);
    return rows[0]?.number;
  };

  it('may be given at once, and are answered in their order', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    const numbers = await dataSource.transaction((manager) =>
      together(...[1, 2, 3, 4].map((one) => number(manager, `SELECT ${one} AS number`))),
    );
    await setImmediate();
    process.off('warning', warned);
    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(warned).not.toHaveBeenCalled();
  });

  it('are all undone when one of them fails, and others go on', async () => {
    const failing = dataSource.transaction((manager) =>
      together(
        manager.query(`INSERT INTO policy (name, title, created_at) VALUES ('undone', '', now())`),
        number(manager, 'SELECT 1 / 0 AS number'),
        number(manager, 'SELECT 1 AS number'),
      ),
    );
    await expect(failing).rejects.toThrow('division by zero');
    const count = `SELECT count(*)::int AS number FROM policy WHERE name = 'undone'`;
    expect(await number(dataSource.manager, count)).toBe(0);
  });
});

async function indexes(): Promise<string[]> {
  const rows = await dataSource.query<{ text: string }[]>(
    `SELECT indexdef AS text FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`,
  );
  return rows.map(({ text }) => text);
}

describe('the packages of an inventory', () => {
  const [kept, gone] = [randomUUID(), randomUUID()];
  const rowsOf = (id: string) =>
    dataSource.query<unknown[]>('SELECT FROM inventory_component WHERE inventory_id = $1', [id]);

  it('go with it, and are themselves kept as long as another one holds them', async () => {
    const [component] = await dataSource.query<{ id: string }[]>(
      `INSERT INTO component (identity, ecosystem, name, version, purl, match_name)
       VALUES ('one', 'npm', 'one', '1', 'pkg:npm/one@1', 'one') RETURNING id`,
    );
    for (const id of [kept, gone]) {
      await dataSource.query(
        `INSERT INTO inventory (id, origin, readers, digest, facts, created_at) VALUES ($1, $2, '', '', '{}', now())`,
        [id, id],
      );
      await dataSource.query(
        `INSERT INTO inventory_component (inventory_id, component_id, paths, is_development) VALUES ($1, $2, '{}', false)`,
        [id, component!.id],
      );
    }
    const removal = () => dataSource.query('DELETE FROM component WHERE id = $1', [component!.id]);
    await dataSource.query('DELETE FROM inventory WHERE id = $1', [gone]);
    expect(await rowsOf(gone)).toEqual([]);
    expect(await rowsOf(kept)).toHaveLength(1);
    await expect(removal()).rejects.toThrow('an inventory holds the component');
    await dataSource.query('DELETE FROM inventory WHERE id = $1', [kept]);
    await removal();
    expect(await dataSource.query('SELECT FROM component WHERE id = $1', [component!.id])).toEqual([]);
  });
});
