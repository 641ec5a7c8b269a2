import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FeedRecords } from '../advisories/feed-records.service.js';
import { AppError } from '../platform/errors/app-error.js';

/** Whether this process can do its work. */
@Injectable()
export class HealthService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feeds: FeedRecords,
  ) {}

  /**
   * What works less well than it should. The reason of a failure is for those who may read the advisories' status.
   * @throws AppError `not-ready` when the database does not answer.
   */
  async degraded(): Promise<string[]> {
    await this.ensureReady();
    const failing = (await this.feeds.list()).filter(({ failure }) => failure !== null);
    return failing.map(({ name, succeededAt }) => {
      const since = succeededAt === null ? 'were never read' : `are those of ${succeededAt.toISOString()}`;
      return `The advisories of ${name} ${since}: the last try to read the feed failed.`;
    });
  }

  /** @throws AppError `not-ready` when the database does not answer. */
  async ensureReady(): Promise<void> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (error) {
      throw new AppError('not-ready', 'The database does not answer.', {}, { cause: error });
    }
  }
}
