import { EntitySchema } from 'typeorm';
import type { Columns } from '../platform/database/columns.js';
import type { FeedMark } from '../platform/sources/feed-source.js';

/** How far a feed was read. */
export interface FeedProgress {
  /** Of the whole file. */
  readonly file: FeedMark;
  /** Of the list of modified ids; null: the feed has none. */
  readonly list: FeedMark | null;
  /** Newest time of that list, in milliseconds since 1970. */
  readonly readTo: number | null;
}

/** A feed: an ecosystem's name, or `kev` or `epss`. */
export interface AdvisoryFeedRow {
  name: string;
  triedAt: Date;
  succeededAt: Date | null;
  failedAt: Date | null;
  /** Why the last try failed; null: it did not. */
  failure: string | null;
  mark: FeedProgress | null;
}

export const AdvisoryFeedTable = new EntitySchema<AdvisoryFeedRow>({
  name: 'advisory_feed',
  columns: {
    name: { type: 'text', primary: true },
    triedAt: { type: 'timestamptz', name: 'tried_at' },
    succeededAt: { type: 'timestamptz', name: 'succeeded_at', nullable: true },
    failedAt: { type: 'timestamptz', name: 'failed_at', nullable: true },
    failure: { type: 'text', nullable: true },
    mark: { type: 'jsonb', nullable: true },
  } satisfies Columns<AdvisoryFeedRow>,
});
