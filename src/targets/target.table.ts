import { EntitySchema } from 'typeorm';
import type { TargetKind } from '../engine/model/facts.js';
import type { Labels } from '../engine/model/labels.js';
import type { Columns } from '../platform/database/columns.js';

/** What is stored of a target; its facts are in its newest snapshot. */
export interface TargetRow {
  id: string;
  kind: TargetKind;
  digest: string;
  /** Of an image: digest of its config; else the same as the digest. */
  identity: string;
  references: string[];
  /** Those that were set: they alone choose a binding. */
  setLabels: Labels;
  /** With those that an image brings. The database puts them together, and takes the two fields from them. */
  labels: Labels;
  owner: string | null;
  environment: string | null;
  snapshotId: string | null;
  /** Something it was judged by has changed since. */
  needsJudging: boolean;
  createdAt: Date;
  scannedAt: Date;
}

/** By the database. */
const derived = { insert: false, update: false } as const;

export const TargetTable = new EntitySchema<TargetRow>({
  name: 'target',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    digest: { type: 'text' },
    identity: { type: 'text' },
    references: { type: 'text', array: true },
    setLabels: { type: 'jsonb', name: 'set_labels' },
    labels: { type: 'jsonb', ...derived },
    owner: { type: 'text', nullable: true, ...derived },
    environment: { type: 'text', nullable: true, ...derived },
    snapshotId: { type: 'uuid', name: 'snapshot_id', nullable: true },
    needsJudging: { type: 'boolean', name: 'needs_judging' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    scannedAt: { type: 'timestamptz', name: 'scanned_at' },
  } satisfies Columns<TargetRow>,
});
