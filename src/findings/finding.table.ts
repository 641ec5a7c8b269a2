import { EntitySchema } from 'typeorm';
import type { Finding } from '../contracts/finding.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, the number its severity sorts by (0: critical), and the digest of what a judgement says of it. */
export type FindingRow = Omit<Finding, 'origin' | 'knownExploitation' | 'exploitPrediction'> & {
  severityRank: number;
  digest: string;
};

export const FindingTable = new EntitySchema<FindingRow>({
  name: 'finding',
  columns: {
    id: { type: 'uuid', primary: true },
    targetId: { type: 'uuid', name: 'target_id' },
    fingerprint: { type: 'text' },
    kind: { type: 'text' },
    result: { type: 'text' },
    severity: { type: 'text' },
    severityRank: { type: 'smallint', name: 'severity_rank' },
    title: { type: 'jsonb' },
    message: { type: 'jsonb' },
    remediation: { type: 'jsonb' },
    fix: { type: 'jsonb', nullable: true },
    check: { type: 'text', name: 'check_id', nullable: true },
    advisory: { type: 'text', nullable: true },
    aliases: { type: 'text', array: true },
    advisories: { type: 'text', array: true },
    component: { type: 'jsonb', nullable: true },
    fixedVersion: { type: 'text', name: 'fixed_version', nullable: true },
    score: { type: 'double precision', nullable: true },
    isKnownExploited: { type: 'boolean', name: 'is_known_exploited' },
    location: { type: 'jsonb', nullable: true },
    element: { type: 'text', nullable: true },
    evidence: { type: 'jsonb' },
    exemption: { type: 'uuid', name: 'exemption_id', nullable: true },
    vex: { type: 'jsonb', nullable: true },
    digest: { type: 'text', select: false },
    firstSeenAt: { type: 'timestamptz', name: 'first_seen_at' },
  } satisfies Columns<FindingRow>,
});
