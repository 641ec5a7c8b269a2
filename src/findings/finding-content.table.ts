import { EntitySchema } from 'typeorm';
import type { Finding } from '../contracts/finding.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** What is said of findings, named by its digest: targets that hold the same thing share it. It never changes. */
export type FindingContentRow = Pick<
  Finding,
  | 'title'
  | 'message'
  | 'remediation'
  | 'fix'
  | 'advisory'
  | 'aliases'
  | 'advisories'
  | 'component'
  | 'fixedVersion'
  | 'score'
  | 'location'
  | 'element'
  | 'evidence'
  | 'vex'
> & { digest: string };

export const FindingContentTable = new EntitySchema<FindingContentRow>({
  name: 'finding_content',
  columns: {
    digest: { type: 'text', primary: true },
    title: { type: 'jsonb' },
    message: { type: 'jsonb' },
    remediation: { type: 'jsonb' },
    fix: { type: 'jsonb', nullable: true },
    advisory: { type: 'text', nullable: true },
    aliases: { type: 'text', array: true },
    advisories: { type: 'text', array: true },
    component: { type: 'jsonb', nullable: true },
    fixedVersion: { type: 'text', name: 'fixed_version', nullable: true },
    score: { type: 'double precision', nullable: true },
    location: { type: 'jsonb', nullable: true },
    element: { type: 'text', nullable: true },
    evidence: { type: 'jsonb' },
    vex: { type: 'jsonb', nullable: true },
  } satisfies Columns<FindingContentRow>,
});
