import { createPostgresBackend, runMigrations } from 'bullmq';
import pg from 'pg';
import type { Logger } from 'pino';
import { idleConnectionTime } from '../database/data-source.js';
import type { BackendConnection } from './backend-connection.js';

/**
 * Connections for queries, besides one for each worker and listener. Queries are short; a connection takes several times
 * as long for its first ones, as it plans what BullMQ's functions do.
 */
const queryConnections = 4;
/** A query that gets no connection within this time (milliseconds) fails instead of waiting for ever. */
const connectionTimeout = 30_000;

/**
 * BullMQ's PostgreSQL backend over one pool for the whole process.
 * @param listening workers and event listeners, each of which keeps a connection of the pool for LISTEN.
 */
export async function openPostgres(
  url: string,
  listening: number,
  log: Pick<Logger, 'warn'>,
): Promise<BackendConnection> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'ironhull-queue',
    options: '-c search_path=bullmq',
    max: listening + queryConnections,
    connectionTimeoutMillis: connectionTimeout,
    idleTimeoutMillis: idleConnectionTime,
    keepAlive: true,
  });
  // Every queue, worker and listener adds a listener of its own.
  pool.setMaxListeners(0);
  pool.on('error', (error) => log.warn({ err: error }, 'lost a connection of the queue'));
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'postgres',
    factory: (name, options, role) => createPostgresBackend(name, { ...options, connection: pool }, role),
    close: () => pool.end(),
  };
}

async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}
