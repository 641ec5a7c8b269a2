import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import type { Config } from '../platform/config/config.js';
import type { JobHandler } from '../platform/queue/job-handler.js';
import { CONFIG, LOGGER } from '../platform/tokens.js';
import { BlobCleaner } from './blob-cleaner.service.js';
import { ScanRecords } from './scan-records.service.js';
import { ScanRunner } from './scan-runner.service.js';

/** Does scans: a job is the id of a scan. */
@Injectable()
export class ScanHandler implements JobHandler {
  readonly queue = 'scan';
  readonly every = null;

  constructor(
    private readonly runner: ScanRunner,
    private readonly scans: ScanRecords,
    private readonly cleaner: BlobCleaner,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get concurrency(): number {
    return this.config.workerConcurrency;
  }

  async handle(id: string, signal: AbortSignal): Promise<void> {
    const ended = await this.runner.run(id, signal);
    await (ended ? this.cleaner.clearEnded(ended) : this.cleaner.clearScan(id));
  }

  isFinal(error: unknown): boolean {
    return error instanceof ArchiveError;
  }

  async gaveUp(id: string, error: unknown): Promise<void> {
    if (error instanceof ArchiveError) {
      await this.scans.fail(id, { code: error.code, message: error.message });
    } else {
      this.logger.error({ err: error, scanId: id }, 'scan failed unexpectedly');
      const message =
        'The service failed in a way it did not foresee. Its log has the reason; submit it again.';
      await this.scans.fail(id, { code: 'internal', message });
    }
    await this.cleaner.clearScan(id);
  }
}
