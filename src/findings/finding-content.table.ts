import { EntitySchema } from 'typeorm';
import type { Finding } from '../contracts/finding.contract.js';
import type { Columns } from '../platform/database/columns.js';

/**
 * What is said of findings, named by its digest: targets that hold the same thing share it. It never changes. A severity
 * is kept as the number it sorts by (0: critical).
 */
export type FindingContentRow = Omit<
  Finding,
  | 'id'
  | 'targetId'
  | 'fingerprint'
  | 'firstSeenAt'
  | 'severity'
  | 'origin'
  | 'knownExploitation'
  | 'exploitPrediction'
> & { digest: string; severityRank: number; isDismissed: boolean };

export const FindingContentTable = new EntitySchema<FindingContentRow>({
  name: 'finding_content',
  columns: {
    digest: { type: 'text', primary: true },
    kind: { type: 'text' },
    result: { type: 'text' },
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
    isDismissed: { type: 'boolean', name: 'is_dismissed' },
  } satisfies Columns<FindingContentRow>,
});
