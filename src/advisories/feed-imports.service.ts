import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import type { JobQueues } from '../platform/queue/job-queues.js';
import { AdvisorySourceError } from '../platform/sources/advisory-source-error.js';
import { QUEUES } from '../platform/tokens.js';
import { AdvisoryImportTable } from './advisory-import.table.js';
import { ImporterService } from './importer.service.js';
import { emptyCounts, type ImportCounts } from './import-records.service.js';

/** Imports what a feed brought: among the other imports once it has ended. */
@Injectable()
export class FeedImports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly importer: ImporterService,
    private readonly clock: Clock,
    @Inject(QUEUES) private readonly queues: JobQueues,
  ) {}

  /** @throws AdvisorySourceError when nothing could be imported; nothing is changed then. */
  async run(feed: string, path: string): Promise<void> {
    const id = this.clock.newId();
    const createdAt = this.clock.now();
    const end = (counts: ImportCounts, error: { code: string; message: string } | null) =>
      insertRow(this.dataSource.manager, AdvisoryImportTable, {
        ...counts,
        id,
        state: error ? 'failed' : 'succeeded',
        source: `feed ${feed}`,
        input: { feed },
        error,
        requestedBy: 'ironhull',
        createdAt,
        finishedAt: this.clock.now(),
      });
    try {
      await end(await this.importer.run(id, path, () => undefined), null);
    } catch (error) {
      if (error instanceof AdvisorySourceError) {
        await end(emptyCounts(null), { code: error.code, message: error.message });
      }
      throw error;
    }
    await this.queues.add('judge', id);
  }

  /** Notes that a feed has nothing new of its ecosystem. */
  async noteCurrent(ecosystem: string): Promise<void> {
    await this.importer.noteCurrent(ecosystem);
    await this.queues.add('judge', this.clock.newId());
  }
}
