import { DataSource, type EntitySchema } from 'typeorm';
import { Initial1764000000000 } from '../../../migrations/1764000000000-initial.js';

/** Held while migrations run, so that processes that start together do not run them twice. */
const migrationLock = 4_707_325_201;

/**
 * A connection that nobody uses is closed after this time, in milliseconds. To open one anew takes a request longer
 * than all that it asks: the password is stretched by both sides, and the server's process begins with empty caches.
 */
export const idleConnectionTime = 5 * 60_000;

/** A data source over the tables; not yet connected. Statements that are given at once are sent at once, not one by one. */
export function createDataSource(url: string, entities: readonly EntitySchema[], poolSize = 10): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'ironhull',
    poolSize,
    extra: { idleTimeoutMillis: idleConnectionTime, pipeline: true },
    entities: [...entities],
    migrations: [Initial1764000000000],
    migrationsTableName: 'migration',
    logging: false,
  });
}

/** Brings the database to the newest shape; returns the names of the migrations that ran. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    await holder.release();
  }
}
