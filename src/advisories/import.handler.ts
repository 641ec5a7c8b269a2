import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { JobHandler } from '../platform/queue/job-handler.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { AdvisorySourceError } from '../platform/sources/advisory-source-error.js';
import { clearingBlobs } from '../platform/storage/blob-hold.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { LOGGER, QUEUES } from '../platform/tokens.js';
import { ImporterService } from './importer.service.js';
import { ImportRecords, type ImportCounts } from './import-records.service.js';

/** Does advisory imports: a job is the id of an import. */
@Injectable()
export class ImportHandler implements JobHandler {
  readonly queue = 'advisory-import';
  readonly every = null;
  readonly concurrency = 1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportRecords,
    private readonly importer: ImporterService,
    private readonly content: ContentStore,
    @Inject(QUEUES) private readonly queues: JobQueues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(id: string): Promise<void> {
    const row = await this.imports.row(id);
    if (!row || !('digest' in row.input) || !(await this.imports.start(id))) return;
    const { digest } = row.input;
    let reporting = Promise.resolve();
    const report = (counts: ImportCounts) => {
      reporting = reporting.then(() => this.imports.report(id, counts)).catch(() => undefined);
    };
    const counts = await this.importer.run(id, this.content.pathOf(digest), report);
    await reporting;
    await this.imports.succeed(id, counts);
    await this.clear(digest);
    await this.queues.add('judge', id);
  }

  isFinal(error: unknown): boolean {
    return error instanceof AdvisorySourceError;
  }

  async gaveUp(id: string, error: unknown): Promise<void> {
    if (error instanceof AdvisorySourceError) {
      await this.imports.fail(id, { code: error.code, message: error.message });
    } else {
      this.logger.error({ err: error, importId: id }, 'import failed unexpectedly');
      await this.imports.fail(id, {
        code: 'internal',
        message: 'The import failed; the log of the service says why.',
      });
    }
    const row = await this.imports.row(id);
    if (row && 'digest' in row.input) await this.clear(row.input.digest);
  }

  /** What was imported is stored; the source is not kept, unless another import waits for the very same. */
  private async clear(digest: string): Promise<void> {
    await clearingBlobs(this.dataSource, async (manager) => {
      const needed = await this.imports.neededBlobs(manager, [digest]);
      if (!needed.has(digest)) await this.content.remove(digest);
    });
  }
}
