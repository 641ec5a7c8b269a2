import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Cluster } from './cluster.js';
import { processIdentity } from './process-identity.js';

const schema = z.object({
  /** The Ironhull process that started the server. */
  pid: z.int().positive(),
  identity: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  databasePort: z.int().min(1).max(65_535),
  version: z.string(),
});

/** `postgres-starter.json`: who started the server last, and where it listened. */
export type Starter = z.infer<typeof schema>;

function file(cluster: Cluster): string {
  return join(cluster.root, 'postgres-starter.json');
}

/** Null: no process has started a server here, or the note is not readable. */
export async function readStarter(cluster: Cluster): Promise<Starter | null> {
  const text = await readFile(file(cluster), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Notes this process as the starter. */
export async function writeStarter(cluster: Cluster, databasePort: number): Promise<void> {
  const starter: Starter = {
    pid: process.pid,
    identity: (await processIdentity(process.pid)) ?? '',
    startedAt: new Date().toISOString(),
    databasePort,
    version: cluster.runtime.version,
  };
  const fresh = `${file(cluster)}.${randomUUID()}`;
  await writeFile(fresh, JSON.stringify(starter), { mode: 0o600, flag: 'wx' });
  await rename(fresh, file(cluster));
}

/** Whether the noted process still lives; a later process with its id is not it. */
export async function isAlive(starter: Starter | null): Promise<boolean> {
  return starter !== null && (await processIdentity(starter.pid)) === starter.identity;
}
