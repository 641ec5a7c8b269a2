import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { ExploitationService } from '../advisories/exploitation.service.js';
import type { Finding, FindingFilter, FindingQuery } from '../contracts/finding.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Finding as JudgedFinding } from '../engine/model/finding.js';
import { severities, type Severity } from '../engine/model/severity.js';
import type { KnownFinding } from '../engine/policy/verdict-change.js';
import { Clock } from '../platform/clock.js';
import { keysetPage, keysetPages, newestFirst, type SortColumn } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { BaseImageService, type BaseImage } from '../targets/base-image.service.js';
import { namesOf } from './finding-names.js';
import { narrowByRepository } from '../targets/target-names.js';
import {
  selectDigests,
  selectStored,
  textOf,
  upsertFindings,
  type StoredDigests,
  type StoredRow,
} from './finding-rows.js';
import { scopedColumns, type ScopedRow } from './scoped-finding.js';
import { FindingTable, type FindingRow } from './finding.table.js';

/** The findings of every target, as its last judgement left them. */
@Injectable()
export class FindingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bases: BaseImageService,
    private readonly exploitation: ExploitationService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the findings of targets what their judgements say: new ones are added, vanished ones removed, changed ones
   * changed, and the others left as they are.
   * @returns what became of each target's findings, and what is gone
   */
  async replace(
    manager: EntityManager,
    judged: ReadonlyMap<string, readonly JudgedFinding[]>,
  ): Promise<{ changes: Map<string, FindingChanges>; gone: ScopedRow[] }> {
    const stored: StoredDigests[] = await manager.query(selectDigests, [[...judged.keys()]]);
    const byTarget = new Map(stored.map((row) => [row.target_id, row]));
    const changes = new Map<string, FindingChanges>();
    const others = { changed: [] as string[], gone: [] as string[] };
    const written: string[] = [];
    for (const [targetId, findings] of judged) {
      const after: JudgedFinding[] = [];
      const known = knownDigests(byTarget.get(targetId));
      for (const finding of findings) {
        const { text, digest } = textOf(finding);
        const before = known.get(finding.fingerprint);
        known.delete(finding.fingerprint);
        if (before?.digest === digest) continue;
        if (before) others.changed.push(before.id);
        after.push(finding);
        written.push(`{"target_id":"${targetId}",${this.newColumns(digest)},${text}}`);
      }
      for (const { id } of known.values()) others.gone.push(id);
      changes.set(targetId, { before: [], after });
    }
    const before: StoredRow[] = await rowsOf(manager, [...others.changed, ...others.gone]);
    for (const row of before) changes.get(row.target_id)!.before.push(knownRow(row));
    const gone = await removed(manager, others.gone);
    if (written.length > 0) await manager.query(upsertFindings, [`[${written.join(',')}]`]);
    return { changes, gone };
  }

  /** Of a finding that is new, as JSON without its braces. */
  private newColumns(digest: string): string {
    const own = { id: this.clock.newId(), digest, first_seen_at: this.clock.now().toISOString() };
    return JSON.stringify(own).slice(1, -1);
  }

  async get(id: string): Promise<Finding> {
    const finding = await this.find(id);
    if (!finding) throw new AppError('not-found', `There is no finding ${id}.`);
    return finding;
  }

  async find(id: string): Promise<Finding | null> {
    const row = await this.table.findOneBy({ id });
    return row && (await this.present([row]))[0]!;
  }

  /** Of one target, or of all. */
  async list(
    targetId: string | null,
    { first, after, order, ...filter }: FindingQuery,
  ): Promise<Slice<Finding>> {
    const query = this.table.createQueryBuilder('finding');
    if (targetId) query.andWhere('finding.targetId = :targetId', { targetId });
    narrow(query, filter);
    return (await this.presentSlices([await keysetPage(query, orders[order], { first, after })]))[0]!;
  }

  /** Every finding of the kind on a target, by fingerprint. */
  async all(targetId: string, kind: Finding['kind']): Promise<Finding[]> {
    return this.present(await this.table.find({ where: { targetId, kind }, order: { fingerprint: 'ASC' } }));
  }

  /** Those that any of the exemptions covers, by target and fingerprint; no more than `most`. */
  async coveredBy(exemptionIds: readonly string[], most: number): Promise<Finding[]> {
    const rows = await this.table.find({
      where: { exemption: In([...exemptionIds]) },
      order: { targetId: 'ASC', severityRank: 'ASC', fingerprint: 'ASC' },
      take: most,
    });
    return this.present(rows);
  }

  /** The same page of each target's findings, in the order of the ids. */
  async listMany(
    targetIds: readonly string[],
    { first, after, order, ...filter }: FindingQuery,
  ): Promise<Slice<Finding>[]> {
    const query = this.table.createQueryBuilder('finding');
    narrow(query, filter);
    return this.presentSlices(await keysetPages(query, orders[order], { first, after }, ofTarget, targetIds));
  }

  private async presentSlices(slices: readonly Slice<FindingRow>[]): Promise<Slice<Finding>[]> {
    const rows = new Map(slices.flatMap((slice) => slice.rows).map((row) => [row.id, row]));
    const findings = new Map(
      (await this.present([...rows.values()])).map((finding) => [finding.id, finding]),
    );
    return slices.map((slice) => ({
      ...slice,
      rows: slice.rows.map(({ id }) => findings.get(id)!),
      cursor: ({ id }) => slice.cursor(rows.get(id)!),
    }));
  }

  private async present(rows: readonly FindingRow[]): Promise<Finding[]> {
    const bases = await this.bases.of(rows.map((row) => row.targetId));
    const exploitation = await this.exploitation.of(
      rows.map(({ advisory, aliases }) => (advisory === null ? [] : [advisory, ...aliases])),
    );
    return rows.map(({ severityRank: _, ...row }, index) => ({
      ...exploitation[index]!,
      ...row,
      origin: originOf(row, bases.get(row.targetId)),
    }));
  }

  private get table() {
    return this.dataSource.getRepository(FindingTable);
  }
}

/** Ids of the targets that a page shows findings of. */
export function targetsOfFindings({ rows }: Slice<Finding>): string[] {
  return rows.map(({ targetId }) => targetId);
}

async function removed(manager: EntityManager, ids: readonly string[]): Promise<ScopedRow[]> {
  if (ids.length === 0) return [];
  const [rows]: [ScopedRow[], number] = await manager.query(
    `DELETE FROM finding f USING target t WHERE t.id = f.target_id AND f.id = ANY($1) RETURNING ${scopedColumns}`,
    [ids],
  );
  return rows;
}

function originOf(
  { location }: Omit<FindingRow, 'severityRank'>,
  base: BaseImage | undefined,
): Finding['origin'] {
  if (!location || location.layer === null) return null;
  return base?.layers.includes(location.layer) ? 'base' : 'own';
}

/** What became of one target's findings. */
export interface FindingChanges {
  /** Those that are gone or different now, as they were. */
  readonly before: KnownFinding[];
  /** Those that are new or different. */
  readonly after: readonly JudgedFinding[];
}

/** By fingerprint. */
function knownDigests(row: StoredDigests | undefined): Map<string, { id: string; digest: string }> {
  const { ids = [], fingerprints = [], digests = [] } = row ?? {};
  return new Map(
    fingerprints.map((fingerprint, index) => [fingerprint, { id: ids[index]!, digest: digests[index]! }]),
  );
}

async function rowsOf(manager: EntityManager, ids: readonly string[]): Promise<StoredRow[]> {
  return ids.length === 0 ? [] : manager.query(selectStored, [ids]);
}

function knownRow(row: StoredRow): KnownFinding {
  return {
    fingerprint: row.fingerprint,
    severity: row.severity,
    exemption: row.exemption_id,
    advisory: row.advisory,
    component: row.component,
    isKnownExploited: row.is_known_exploited,
    dismissedBy: row.dismissed_by,
  };
}

function narrow(query: SelectQueryBuilder<FindingRow>, filter: FindingFilter): void {
  const { kind, severity, result, fixable, exempted, dismissed, check, advisory, knownExploited } = filter;
  if (kind) query.andWhere('finding.kind = :kind', { kind });
  if (severity) narrowBySeverity(query, severity);
  if (result) query.andWhere('finding.result = :result', { result });
  if (fixable !== undefined) query.andWhere(`finding.fixedVersion IS ${fixable ? 'NOT ' : ''}NULL`);
  if (exempted !== undefined) query.andWhere(`finding.exemption IS ${exempted ? 'NOT ' : ''}NULL`);
  // As the index on them has it: an expression that only means the same is not found in it.
  const isDismissed = `finding.vex @> '{"isApplied": true}'`;
  if (dismissed !== undefined)
    query.andWhere(dismissed ? isDismissed : `(finding.vex IS NULL OR NOT ${isDismissed})`);
  if (check) query.andWhere('finding.check = :check', { check });
  if (advisory) query.andWhere(`${namesOf('finding')} @> ARRAY[:advisory]::text[]`, { advisory });
  if (knownExploited !== undefined) query.andWhere(`${knownExploited ? '' : 'NOT '}finding.isKnownExploited`);
  const { owner, repository } = filter;
  if (owner)
    query.andWhere('finding.targetId IN (SELECT id FROM target WHERE owner IN (:...owner))', { owner });
  narrowByRepository(query, 'finding.targetId', repository);
}

/** By rank, as the order is: what lies between the worst and the least of them stands together. */
function narrowBySeverity(query: SelectQueryBuilder<FindingRow>, wanted: readonly Severity[]): void {
  const ranks = wanted.map((severity) => severities.indexOf(severity));
  const [worst, least] = [Math.min(...ranks), Math.max(...ranks)];
  query.andWhere('finding.severityRank BETWEEN :worst AND :least', { worst, least });
  if (new Set(ranks).size <= least - worst) query.andWhere('finding.severityRank IN (:...ranks)', { ranks });
}

const ofTarget = { expression: 'finding.targetId', of: (row: FindingRow) => row.targetId };
const worstFirst: SortColumn<FindingRow>[] = [
  {
    expression: 'finding.severityRank',
    direction: 'ASC' as const,
    type: 'smallint',
    value: (row: FindingRow) => row.severityRank,
  },
  { expression: 'finding.id', direction: 'ASC' as const, type: 'uuid', value: (row: FindingRow) => row.id },
];
const orders = {
  severity: worstFirst,
  newest: newestFirst('finding', 'firstSeenAt', (row: FindingRow) => row.firstSeenAt),
};
