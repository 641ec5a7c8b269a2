import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EntitySchema } from 'typeorm';
import { SystemClock, type Clock } from './clock.js';
import type { Config } from './config/config.js';
import { ChangeFeed } from './database/change-feed.js';
import { createDataSource } from './database/data-source.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import type { Platform } from './platform.module.js';
import { openQueues, type OpenQueues } from './queue/open-queues.js';
import { ContentStore } from './storage/content-store.js';

/** Connections for requests and jobs; each layer that is being read, and the next one, holds one more. */
const requestConnections = 11;

/** The platform with its queues ready for work, and a way to close it all. */
export interface OpenPlatform extends Platform {
  readonly queues: OpenQueues;
  close(): Promise<void>;
}

/** Starts or reaches the database and the queues, as the configuration says. The database may still need migrating. */
export async function openPlatform(
  config: Config,
  logger: Logger,
  tables: readonly EntitySchema[],
  clock: Clock = new SystemClock(),
): Promise<OpenPlatform> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const url = config.databaseUrl ?? (await embeddedDatabase(config, logger, closers));
    const dataSource = createDataSource(url, tables, requestConnections + config.layerConcurrency);
    await dataSource.initialize();
    closers.push(() => dataSource.destroy());
    const changes = new ChangeFeed(url, logger);
    closers.push(() => changes.close());
    const queues = await openQueues(config, url, logger);
    closers.push(() => queues.close());
    const content = new ContentStore(join(config.dataFolder, 'content'));
    return { config, logger, clock, dataSource, changes, content, queues, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function embeddedDatabase(
  config: Config,
  log: Logger,
  closers: (() => Promise<unknown>)[],
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataFolder: config.dataFolder, log });
  closers.push(() => postgres.stop());
  return postgres.url;
}
