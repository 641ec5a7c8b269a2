import { EntitySchema } from 'typeorm';
import type { Advisory } from '../contracts/advisory.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource but for what is looked up elsewhere, and what only the importer needs. */
export type AdvisoryRow = Omit<Advisory, 'isKnownExploited'> & {
  contentHash: Buffer;
  /** The record's own; `severity` may be another record's of the same flaw. */
  statedSeverity: Advisory['severity'];
  /** That it speaks of, without their releases. */
  ecosystems: string[];
};

export const AdvisoryTable = new EntitySchema<AdvisoryRow>({
  name: 'advisory',
  columns: {
    id: { type: 'text', primary: true },
    contentHash: { type: 'bytea', name: 'content_hash', select: false },
    summary: { type: 'text' },
    details: { type: 'text' },
    statedSeverity: { type: 'text', name: 'stated_severity' },
    severity: { type: 'text' },
    score: { type: 'double precision', nullable: true },
    vector: { type: 'text', nullable: true },
    severityFrom: { type: 'text', name: 'severity_from', nullable: true },
    aliases: { type: 'text', array: true },
    upstream: { type: 'text', array: true },
    references: { type: 'text', array: true },
    modifiedAt: { type: 'timestamptz', name: 'modified_at' },
    publishedAt: { type: 'timestamptz', name: 'published_at', nullable: true },
    ecosystems: { type: 'text', array: true, select: false },
    withdrawnAt: { type: 'timestamptz', name: 'withdrawn_at', nullable: true },
  } satisfies Columns<AdvisoryRow>,
});
