import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { stringify } from 'yaml';
import { createApi } from './api.js';
import { graphql } from './contracts/graphql.js';
import { SystemClock } from './platform/clock.js';
import { readConfig } from './platform/config/config.js';
import { ChangeFeed } from './platform/database/change-feed.js';
import { createDataSource } from './platform/database/data-source.js';
import { createLogger } from './platform/logging/logger.js';
import type { Platform } from './platform/platform.module.js';
import type { JobQueues } from './platform/queue/job-queues.js';
import { ContentStore } from './platform/storage/content-store.js';
import { tables } from './tables.js';

/** A database that is never connected to. */
const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';

/** The texts of `openapi.yaml` and `schema.graphql`, as the code states them now. Needs no database. */
export async function apiDocuments(): Promise<{ openapi: string; graphql: string }> {
  const { app, document } = await createApi(disconnectedPlatform());
  await app.close();
  const openapi = stringify(JSON.parse(JSON.stringify(document)), {
    lineWidth: 110,
    aliasDuplicateObjects: false,
  });
  const schema = printSchema(lexicographicSortSchema(buildSchema(graphql.typeDefs)));
  return { openapi, graphql: `${schema}\n` };
}

/** A platform without a database: enough to build the API and look at it. */
export function disconnectedPlatform(): Platform {
  const logger = createLogger({ level: 'silent' });
  return {
    config: readConfig({}),
    logger,
    clock: new SystemClock(),
    dataSource: createDataSource(nowhere, tables),
    changes: new ChangeFeed(nowhere, logger),
    content: new ContentStore('nowhere'),
    queues: noQueues,
  };
}

const refuse = () => Promise.reject(new Error('the documents are written without queues'));
const noQueues: JobQueues = { add: refuse, addAgain: refuse, standing: refuse };
