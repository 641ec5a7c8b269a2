import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import type { FindingFilter, FindingOrder as Order } from '../contracts/finding.contract.js';
import { severities, type Severity } from '../engine/model/severity.js';
import type { SortColumn } from '../platform/database/keyset.js';
import { narrowByRepository } from '../targets/target-names.js';
import { namesOf } from './finding-names.js';
import type { FindingRow } from './finding.table.js';

/** Keeps the rows that fit; the query calls them `finding`. */
export function narrowFindings(query: SelectQueryBuilder<FindingRow>, filter: FindingFilter): void {
  const { kind, severity, result, fixable, exempted, dismissed, check, advisory, knownExploited } = filter;
  if (kind) query.andWhere('finding.kind = :kind', { kind });
  if (severity) narrowBySeverity(query, severity);
  if (result) query.andWhere('finding.result = :result', { result });
  if (fixable !== undefined) query.andWhere(`${fixable ? '' : 'NOT '}finding.isFixable`);
  if (exempted !== undefined) query.andWhere(`finding.exemption IS ${exempted ? 'NOT ' : ''}NULL`);
  if (dismissed !== undefined) query.andWhere(`${dismissed ? '' : 'NOT '}finding.isDismissed`);
  if (check) query.andWhere('finding.check = :check', { check });
  if (advisory) query.andWhere(`finding.content IN (${contentsNamed})`, { advisory });
  if (knownExploited !== undefined) query.andWhere(`${knownExploited ? '' : 'NOT '}finding.isKnownExploited`);
  const { owner, repository } = filter;
  if (owner)
    query.andWhere('finding.targetId IN (SELECT id FROM target WHERE owner IN (:...owner))', { owner });
  narrowByRepository(query, 'finding.targetId', repository);
}

/** Of what speaks of `:advisory`. */
const contentsNamed = `SELECT c.digest FROM finding_content c WHERE ${namesOf('c')} @> ARRAY[:advisory]::text[]`;

/** By rank, as the order is: what lies between the worst and the least of them stands together. */
function narrowBySeverity(query: SelectQueryBuilder<FindingRow>, wanted: readonly Severity[]): void {
  const ranks = wanted.map((severity) => severities.indexOf(severity));
  const [worst, least] = [Math.min(...ranks), Math.max(...ranks)];
  // With one rank alone the newest of it stand together as well.
  if (worst === least) {
    query.andWhere('finding.severityRank = :worst', { worst });
    return;
  }
  query.andWhere('finding.severityRank BETWEEN :worst AND :least', { worst, least });
  if (new Set(ranks).size <= least - worst) query.andWhere('finding.severityRank IN (:...ranks)', { ranks });
}

export const ofTarget = { expression: 'finding.targetId', of: (row: FindingRow) => row.targetId };
const byId = { expression: 'finding.id', type: 'uuid', value: (row: FindingRow) => row.id };
const bySeverity = {
  expression: 'finding.severityRank',
  direction: 'ASC' as const,
  type: 'smallint',
  value: (row: FindingRow) => row.severityRank,
};
/** By the name of the order. Ids tell when a finding was first seen. */
export const findingOrders: Record<z.output<typeof Order>, SortColumn<FindingRow>[]> = {
  severity: [bySeverity, { ...byId, direction: 'ASC' }],
  newest: [{ ...byId, direction: 'DESC' }],
};
