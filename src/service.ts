import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { KeyService } from './keys/key.service.js';
import { systemActor } from './platform/auth/actor.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/config.js';
import { migrate } from './platform/database/data-source.js';
import { createLogger } from './platform/logging/logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { openPlatform, type OpenPlatform } from './platform/open-platform.js';
import { PolicyService } from './policies/policy.service.js';
import { SigningKeys } from './receipts/signing-keys.service.js';
import { ServiceFile } from './platform/service-file.js';
import { shippedPolicies } from './platform/shipped-policies.js';
import { startWorkers, type RunningWorkers } from './workers.js';
import { tables } from './tables.js';
import { WorkerModule } from './worker.module.js';

/** What a process of the service does. */
export interface ServiceRoles {
  readonly api: boolean;
  readonly worker: boolean;
}

export interface ServiceOptions {
  readonly roles: ServiceRoles;
  /** Whether to make the first admin key: whoever asks for it must show it. Default: when the API runs. */
  readonly makesFirstKey?: boolean;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
}

/** The service, as far as this process runs it. */
export interface RunningService {
  /** `http://127.0.0.1:8080`; null when this process runs no API. */
  readonly address: string | null;
  /** The first admin key, when this start made it: there was no key before. It is shown this once. */
  readonly firstKey: string | null;
  /** An admin key for this machine's own use, kept beside the data while the service runs. */
  localKey(): Promise<string>;
  /** Finishes what is under way, up to the configured time, and closes everything. May be called more than once. */
  close(): Promise<void>;
}

/** Opens the database, brings it up to date, and starts the API, the workers, or both in this process. */
export async function openService(config: Config, options: ServiceOptions): Promise<RunningService> {
  const { roles, makesFirstKey = roles.api, log, clock } = options;
  const logger = log ?? createLogger({ level: config.logLevel });
  const platform = await openPlatform(config, logger, tables, clock);
  try {
    await migrate(platform.dataSource);
    return await startRoles(platform, roles, makesFirstKey);
  } catch (error) {
    await platform.close();
    throw error;
  }
}

/** Brings the database up to date; returns the names of the migrations that ran. */
export async function runMigrations(config: Config, log?: Logger): Promise<string[]> {
  const platform = await openPlatform(config, log ?? createLogger({ level: config.logLevel }), tables);
  try {
    return await migrate(platform.dataSource);
  } finally {
    await platform.close();
  }
}

async function startRoles(
  platform: OpenPlatform,
  roles: ServiceRoles,
  makesFirstKey: boolean,
): Promise<RunningService> {
  const app = roles.api ? await createApiApplication(platform) : await createWorkerContext(platform);
  const keys = app.get(KeyService);
  const firstKey = await prepareData(app, platform.config, makesFirstKey);
  let workers: RunningWorkers | null = null;
  let address: string | null = null;
  const file = new ServiceFile(platform.config.dataFolder);
  let local: Promise<{ id: string; key: string }> | null = null;
  const localKey = () => (local ??= keys.createLocal());
  if (roles.worker) workers = await startWorkers(app, platform);
  if (roles.api) {
    address = await listen(app as NestFastifyApplication, platform.config);
    await file.write({
      pid: process.pid,
      address,
      startedAt: platform.clock.now(),
      key: (await localKey()).key,
    });
  }
  const close = async () => {
    if (roles.api) await file.remove();
    await workers?.close();
    if (local) await keys.revoke(systemActor, (await local).id);
    await app.close();
    await platform.close();
  };
  let closing: Promise<void> | null = null;
  return {
    address,
    firstKey,
    localKey: async () => (await localKey()).key,
    close: () => (closing ??= close()),
  };
}

/** The transports are loaded where they are needed only: a worker does without them. */
async function createApiApplication(platform: OpenPlatform): Promise<NestFastifyApplication> {
  const { createApi } = await import('./api.js');
  return (await createApi(platform)).app;
}

async function createWorkerContext(platform: OpenPlatform): Promise<INestApplicationContext> {
  const logger = new NestLogger(platform.logger);
  return NestFactory.createApplicationContext(WorkerModule.on(platform), { logger, abortOnError: false });
}

/** Publishes the shipped policies and makes the first keys; all of it does nothing when it was done before. */
async function prepareData(
  app: INestApplicationContext,
  config: Config,
  makesFirstKey: boolean,
): Promise<string | null> {
  // What cannot sign does not start: the message says which setting is not what it was.
  await app.get(SigningKeys).signing();
  const policies = app.get(PolicyService);
  for (const text of (await shippedPolicies()).values()) await policies.publishShipped(systemActor, text);
  await policies.resolve(null);
  const keys = app.get(KeyService);
  if (config.adminKey) {
    await keys.ensureAdmin(config.adminKey);
    return null;
  }
  return makesFirstKey ? ((await keys.createFirst())?.key ?? null) : null;
}

async function listen(app: NestFastifyApplication, config: Config): Promise<string> {
  await app.listen({ port: config.port, host: config.host });
  const bound = app.getHttpServer().address();
  const port = typeof bound === 'object' && bound ? bound.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}
