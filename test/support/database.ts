import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { createLogger } from '../../src/platform/logging/logger.js';

type CleanUp = (() => Promise<unknown>)[];

/** An empty database: embedded, or one of its own on the server that `DATABASE_URL` names. Returns its address. */
export async function anEmptyDatabase(cleanUp: CleanUp): Promise<string> {
  const server = process.env['DATABASE_URL'];
  if (server) return databaseOn(server, cleanUp);
  const dataFolder = await mkdtemp(join(tmpdir(), 'ironhull-test-'));
  cleanUp.push(() => rm(dataFolder, { recursive: true, force: true }));
  const embedded = await startEmbeddedPostgres({ dataFolder, log: createLogger({ level: 'silent' }) });
  cleanUp.push(() => embedded.stop());
  return embedded.url;
}

/** A database of its own on that server; returns its address. */
export async function databaseOn(server: string, cleanUp: CleanUp): Promise<string> {
  const name = `ironhull_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  cleanUp.push(() => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
