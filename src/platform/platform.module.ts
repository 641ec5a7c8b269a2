import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { Clock } from './clock.js';
import type { Config } from './config/config.js';
import { ChangeFeed } from './database/change-feed.js';
import type { JobQueues } from './queue/job-queues.js';
import { ContentStore } from './storage/content-store.js';
import { CONFIG, LOGGER, QUEUES } from './tokens.js';

/** What every feature stands on, opened before the application is built. */
export interface Platform {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly dataSource: DataSource;
  readonly changes: ChangeFeed;
  readonly content: ContentStore;
  readonly queues: JobQueues;
}

/** Makes the platform injectable everywhere. */
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: platform.config },
      { provide: LOGGER, useValue: platform.logger },
      { provide: QUEUES, useValue: platform.queues },
      { provide: Clock, useValue: platform.clock },
      { provide: DataSource, useValue: platform.dataSource },
      { provide: ChangeFeed, useValue: platform.changes },
      { provide: ContentStore, useValue: platform.content },
    ];
    return {
      module: PlatformModule,
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}
