import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { CreatedKey } from '../../src/contracts/key.contract.js';
import type { Role } from '../../src/contracts/kit/permission.js';
import type { Clock } from '../../src/platform/clock.js';
import { readConfig, type Config } from '../../src/platform/config/config.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { openService, type RunningService, type ServiceRoles } from '../../src/service.js';
import { Caller, until, type Wire } from './caller.js';
import { databaseOn } from './database.js';
import { freshCluster } from './fresh-cluster.js';

export { Caller, until, type GraphqlAnswer, type ProblemBody, type Wire } from './caller.js';

/** The service under test on real stores of its own; `REDIS_URL` and `DATABASE_URL` choose other backends. */
export class TestService {
  private connections: Promise<pg.Pool> | null = null;

  private constructor(
    readonly config: Config,
    private service: RunningService,
    private readonly environment: Record<string, string>,
    private readonly cleanUp: (() => Promise<unknown>)[],
  ) {}

  static async start(
    settings: Record<string, string> = {},
    roles: ServiceRoles = { api: true, worker: true },
    clock?: Clock,
  ): Promise<TestService> {
    const cleanUp: (() => Promise<unknown>)[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'ironhull-test-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    const environment = {
      IRONHULL_DATA: folder,
      IRONHULL_PORT: '0',
      IRONHULL_LOG_LEVEL: 'silent',
      IRONHULL_SHUTDOWN_SECONDS: '5',
      ...(await databaseOf(folder, cleanUp)),
      ...(await redisOf()),
      ...settings,
    };
    const config = readConfig(environment);
    const service = await openService(config, {
      roles,
      log: createLogger({ level: config.logLevel }),
      ...(clock && { clock }),
    });
    return new TestService(config, service, environment, cleanUp);
  }

  get address(): string {
    if (!this.service.address) throw new Error('this service runs no API');
    return this.service.address;
  }

  /** What another process needs to run on the same stores. */
  get processEnvironment(): Record<string, string> {
    return { ...this.environment };
  }

  get firstKey(): string | null {
    return this.service.firstKey;
  }

  /** A caller with a key of its own that has the roles. */
  async caller(...roles: Role[]): Promise<Caller> {
    const admin = new Caller(this.address, await this.service.localKey());
    if (roles.length === 1 && roles[0] === 'admin') return admin;
    const made = await admin.post<Wire<CreatedKey>>('/v1/keys', {
      name: `${roles.join('+')} ${randomUUID()}`,
      roles,
    });
    return new Caller(this.address, made.key);
  }

  /** Rows of the service's own database, past the service. */
  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    this.connections ??= this.connect();
    return (await (await this.connections).query<Row>(sql, parameters)).rows;
  }

  /** Runs a statement past the service and keeps its transaction, with what it locks, open during the work. */
  async during<T>(sql: string, work: () => Promise<T>): Promise<T> {
    this.connections ??= this.connect();
    const client = await (await this.connections).connect();
    try {
      await client.query('BEGIN');
      await client.query(sql);
      return await work();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /** Waits until a statement of the service that begins so waits for a lock. */
  async waiting(beginning: string): Promise<void> {
    await until(
      () =>
        this.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND starts_with(query, $1)`,
          [beginning],
        ),
      (rows) => rows.length > 0,
    );
  }

  /** Names of every file of the content store, finished or not. */
  async storedFiles(): Promise<string[]> {
    const folder = join(this.config.dataFolder, 'content');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }

  /** Waits until the content store is empty: a scan's blobs are cleared away just after it has ended. */
  async contentCleared(): Promise<void> {
    await until(
      () => this.storedFiles(),
      (names) => names.length === 0,
    );
  }

  /** Stops and starts it again on the same stores. */
  async restart(settings: Record<string, string> = {}): Promise<void> {
    await this.service.close();
    const config = readConfig({ ...this.environment, ...settings });
    const log = createLogger({ level: config.logLevel });
    this.service = await openService(config, { roles: { api: true, worker: true }, log });
  }

  async stop(): Promise<void> {
    await this.service.close();
    for (const step of this.cleanUp.reverse()) await step();
  }

  /** Uses the embedded server as another process would: it stops with its last user. */
  private async connect(): Promise<pg.Pool> {
    const { databaseUrl, dataFolder } = this.config;
    const log = createLogger({ level: 'silent' });
    const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataFolder, log }) : null;
    if (embedded) this.cleanUp.push(() => embedded.stop());
    const pool = new pg.Pool({ connectionString: databaseUrl ?? embedded?.url, max: 2 });
    // A pool has ended before the sockets of its connections have: the server may cut them first.
    pool.on('error', () => undefined);
    this.cleanUp.push(() => pool.end());
    return pool;
  }
}

/** A database of its own: on the server that `DATABASE_URL` names, else in the data folder. */
async function databaseOf(
  folder: string,
  cleanUp: (() => Promise<unknown>)[],
): Promise<Record<string, string>> {
  const server = process.env['DATABASE_URL'];
  if (server) return { DATABASE_URL: await databaseOn(server, cleanUp) };
  await freshCluster(folder);
  return {};
}

/** A Redis database of this test process's own, emptied first. */
async function redisOf(): Promise<Record<string, string>> {
  const server = process.env['REDIS_URL'];
  if (!server) return {};
  const url = new URL(server);
  url.pathname = `/${Number(process.env['VITEST_POOL_ID'] ?? '1') % 16}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return { REDIS_URL: url.href };
}
