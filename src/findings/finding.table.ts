import { EntitySchema } from 'typeorm';
import type { Finding } from '../contracts/finding.contract.js';
import type { Columns } from '../platform/database/columns.js';

/**
 * What a list is filtered and sorted by, as its content says it too, and the name of that content; a severity is kept
 * as the number it sorts by (0: critical).
 */
export type FindingRow = Pick<
  Finding,
  | 'id'
  | 'targetId'
  | 'fingerprint'
  | 'kind'
  | 'result'
  | 'check'
  | 'isKnownExploited'
  | 'exemption'
  | 'firstSeenAt'
> & { content: string; severityRank: number; isFixable: boolean; isDismissed: boolean };

export const FindingTable = new EntitySchema<FindingRow>({
  name: 'finding',
  columns: {
    id: { type: 'uuid', primary: true },
    targetId: { type: 'uuid', name: 'target_id' },
    fingerprint: { type: 'text' },
    content: { type: 'text' },
    kind: { type: 'text' },
    result: { type: 'text' },
    severityRank: { type: 'smallint', name: 'severity_rank' },
    check: { type: 'text', name: 'check_id', nullable: true },
    isKnownExploited: { type: 'boolean', name: 'is_known_exploited' },
    isFixable: { type: 'boolean', name: 'is_fixable' },
    exemption: { type: 'uuid', name: 'exemption_id', nullable: true },
    isDismissed: { type: 'boolean', name: 'is_dismissed' },
    firstSeenAt: { type: 'timestamptz', name: 'first_seen_at' },
  } satisfies Columns<FindingRow>,
});
