import { EntitySchema } from 'typeorm';
import type { Verdict } from '../contracts/verdict.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** One judgement of a target; the newest one is current. */
export interface VerdictRow {
  id: string;
  targetId: string;
  isCurrent: boolean;
  policyVersionId: string;
  policy: string;
  policyVersion: number;
  binding: string | null;
  mode: Verdict['mode'];
  /** Before the mode. */
  judged: Verdict['decision'];
  decision: Verdict['decision'];
  reasons: Verdict['reasons'];
  counts: Verdict['counts'];
  exemptedCount: number;
  dismissedCount: number;
  score: number | null;
  receipt: NonNullable<Verdict['receipt']>;
  change: NonNullable<Verdict['change']>;
  /** When it was judged first; what says the same later only renews it. */
  since: Date;
  judgedAt: Date;
  validUntil: Date | null;
}

export const VerdictTable = new EntitySchema<VerdictRow>({
  name: 'verdict',
  columns: {
    id: { type: 'uuid', primary: true },
    targetId: { type: 'uuid', name: 'target_id' },
    isCurrent: { type: 'boolean', name: 'is_current' },
    policyVersionId: { type: 'uuid', name: 'policy_version_id' },
    policy: { type: 'text' },
    policyVersion: { type: 'int', name: 'policy_version' },
    binding: { type: 'text', nullable: true },
    mode: { type: 'text' },
    judged: { type: 'text' },
    decision: { type: 'text' },
    reasons: { type: 'jsonb' },
    counts: { type: 'jsonb' },
    exemptedCount: { type: 'int', name: 'exempted_count' },
    dismissedCount: { type: 'int', name: 'dismissed_count' },
    score: { type: 'double precision', nullable: true },
    receipt: { type: 'jsonb' },
    change: { type: 'jsonb' },
    since: { type: 'timestamptz' },
    judgedAt: { type: 'timestamptz', name: 'judged_at' },
    validUntil: { type: 'timestamptz', name: 'valid_until', nullable: true },
  } satisfies Columns<VerdictRow>,
});
