import { EntitySchema } from 'typeorm';
import type { TargetKind } from '../engine/model/facts.js';
import type { Columns } from '../platform/database/columns.js';

/** What is stored of a target; its facts are in its newest snapshot. */
export interface TargetRow {
  id: string;
  kind: TargetKind;
  digest: string;
  /** Of an image: digest of its config; else the same as the digest. */
  identity: string;
  references: string[];
  snapshotId: string | null;
  /** Something it was judged by has changed since. */
  needsJudging: boolean;
  createdAt: Date;
  scannedAt: Date;
}

export const TargetTable = new EntitySchema<TargetRow>({
  name: 'target',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    digest: { type: 'text' },
    identity: { type: 'text' },
    references: { type: 'text', array: true },
    snapshotId: { type: 'uuid', name: 'snapshot_id', nullable: true },
    needsJudging: { type: 'boolean', name: 'needs_judging' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    scannedAt: { type: 'timestamptz', name: 'scanned_at' },
  } satisfies Columns<TargetRow>,
});
