import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { CONFIG } from '../platform/tokens.js';
import { RefreshService } from './refresh.service.js';

/** Looks for new advisories, again and again. */
@Injectable()
export class RefreshHandler implements JobHandler {
  readonly queue = 'advisory-refresh';
  readonly concurrency = 1;
  readonly every: number;

  constructor(
    private readonly refresh: RefreshService,
    @Inject(CONFIG) config: Config,
  ) {
    this.every = config.advisoryMinutes * 60_000;
  }

  async handle(_id: string, signal: AbortSignal): Promise<void> {
    await this.refresh.run(signal);
  }

  isFinal(): boolean {
    return true;
  }

  async gaveUp(): Promise<void> {}
}
