import { randomUUID } from 'node:crypto';
import pg from 'pg';

type CleanUp = (() => Promise<unknown>)[];

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
