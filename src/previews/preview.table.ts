import { EntitySchema } from 'typeorm';
import type {
  PolicyPreview,
  PreviewedFinding,
  PreviewedTarget,
} from '../contracts/policy-preview.contract.js';
import type { EndedExemption } from '../engine/model/verdict.js';
import type { PreviewSummary } from '../engine/policy/preview-summary.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and how far it has come. */
export interface PreviewRow {
  id: string;
  policy: string;
  hash: string;
  text: string;
  source: string;
  selectors: PolicyPreview['selectors'];
  state: PolicyPreview['state'];
  done: number;
  total: number | null;
  /** Id of the last target that is done; null: none is. */
  cursor: string | null;
  /** Exemptions that end by what was judged so far: everything is judged without them. */
  ended: readonly EndedExemption[];
  summary: PreviewSummary;
  exemptions: PolicyPreview['exemptions'];
  error: PolicyPreview['error'];
  requestedBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

export const PreviewTable = new EntitySchema<PreviewRow>({
  name: 'policy_preview',
  columns: {
    id: { type: 'uuid', primary: true },
    policy: { type: 'text' },
    hash: { type: 'text' },
    text: { type: 'text' },
    source: { type: 'text' },
    selectors: { type: 'jsonb', nullable: true },
    state: { type: 'text' },
    done: { type: 'int' },
    total: { type: 'int', nullable: true },
    cursor: { type: 'uuid', nullable: true },
    ended: { type: 'jsonb' },
    summary: { type: 'jsonb' },
    exemptions: { type: 'jsonb' },
    error: { type: 'jsonb', nullable: true },
    requestedBy: { type: 'text', name: 'requested_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
  } satisfies Columns<PreviewRow>,
});

export type PreviewedTargetRow = PreviewedTarget & { previewId: string };
export const PreviewedTargetTable = new EntitySchema<PreviewedTargetRow>({
  name: 'policy_preview_target',
  columns: {
    previewId: { type: 'uuid', name: 'preview_id', primary: true },
    targetId: { type: 'uuid', name: 'target_id', primary: true },
    name: { type: 'text' },
    owner: { type: 'text', nullable: true },
    binding: { type: 'text', nullable: true },
    mode: { type: 'text' },
    from: { type: 'text' },
    to: { type: 'text' },
    judgedFrom: { type: 'text', name: 'judged_from' },
    judgedTo: { type: 'text', name: 'judged_to' },
    reasons: { type: 'jsonb' },
  } satisfies Columns<PreviewedTargetRow>,
});

export type PreviewedFindingRow = PreviewedFinding & { previewId: string; place: number };
export const PreviewedFindingTable = new EntitySchema<PreviewedFindingRow>({
  name: 'policy_preview_finding',
  columns: {
    previewId: { type: 'uuid', name: 'preview_id', primary: true },
    place: { type: 'int', primary: true },
    targetId: { type: 'uuid', name: 'target_id' },
    owner: { type: 'text', nullable: true },
    change: { type: 'text' },
    fingerprint: { type: 'text' },
    kind: { type: 'text' },
    name: { type: 'text' },
    component: { type: 'text', nullable: true },
    severity: { type: 'text' },
  } satisfies Columns<PreviewedFindingRow>,
});
