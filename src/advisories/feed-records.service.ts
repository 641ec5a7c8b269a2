import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AdvisoryFeed } from '../contracts/advisory.contract.js';
import { Clock } from '../platform/clock.js';
import { AdvisoryFeedTable, type AdvisoryFeedRow, type FeedProgress } from './advisory-feed.table.js';

/** How the feeds stand: what was tried, what succeeded, and how far they were read. */
@Injectable()
export class FeedRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** By name. */
  async list(): Promise<AdvisoryFeed[]> {
    const rows = await this.table.find({ order: { name: 'ASC' } });
    return rows.map(({ mark: _, ...row }) => row);
  }

  async progress(name: string): Promise<FeedProgress | null> {
    return (await this.table.findOneBy({ name }))?.mark ?? null;
  }

  async succeed(name: string, mark: FeedProgress): Promise<void> {
    const now = this.clock.now();
    await this.table.save({ name, triedAt: now, succeededAt: now, failure: null, mark });
  }

  /** What was read before stays as it is. */
  async fail(name: string, failure: string): Promise<void> {
    const now = this.clock.now();
    await this.table.save({ name, triedAt: now, failedAt: now, failure } satisfies Partial<AdvisoryFeedRow>);
  }

  private get table() {
    return this.dataSource.getRepository(AdvisoryFeedTable);
  }
}
