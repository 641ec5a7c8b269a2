import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { ExploitationService } from '../advisories/exploitation.service.js';
import type { Finding, FindingFilter, FindingQuery } from '../contracts/finding.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Finding as JudgedFinding } from '../engine/model/finding.js';
import type { KnownFinding } from '../engine/policy/verdict-change.js';
import { Clock } from '../platform/clock.js';
import { keysetPage, keysetPages, newestFirst, type SortColumn } from '../platform/database/keyset.js';
import { storableJson } from '../platform/database/storable-json.js';
import { AppError } from '../platform/errors/app-error.js';
import { BaseImageService, type BaseImage } from '../targets/base-image.service.js';
import { namesOf } from './finding-names.js';
import { narrowByRepository } from '../targets/target-names.js';
import { contentDigest, rowOf, selectKnown, upsertFindings, type StoredRow } from './finding-rows.js';
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
   * @returns what each target had before, and what is gone
   */
  async replace(
    manager: EntityManager,
    judged: ReadonlyMap<string, readonly JudgedFinding[]>,
  ): Promise<{ before: Map<string, KnownFinding[]>; gone: ScopedRow[] }> {
    const ids = [...judged.keys()];
    const stored: StoredRow[] = await manager.query(selectKnown, [ids]);
    const known = new Map(stored.map((row) => [row.fingerprint, row]));
    const now = this.clock.now();
    const changed: string[] = [];
    for (const [targetId, findings] of judged) {
      for (const finding of findings) {
        const row = storableJson(rowOf(finding, targetId));
        const digest = contentDigest(row);
        if (known.get(finding.fingerprint)?.digest !== digest) {
          const own = { id: this.clock.newId(), digest, first_seen_at: now.toISOString() };
          changed.push(`${row.slice(0, -1)},${JSON.stringify(own).slice(1)}`);
        }
        known.delete(finding.fingerprint);
      }
    }
    const gone = await removed(
      manager,
      [...known.values()].map((row) => row.id),
    );
    if (changed.length > 0) await manager.query(upsertFindings, [`[${changed.join(',')}]`]);
    return { before: knownByTarget(ids, stored), gone };
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

function knownByTarget(ids: readonly string[], rows: readonly StoredRow[]): Map<string, KnownFinding[]> {
  const found = new Map<string, KnownFinding[]>(ids.map((id) => [id, []]));
  for (const row of rows) {
    found.get(row.target_id)!.push({
      fingerprint: row.fingerprint,
      severity: row.severity,
      exemption: row.exemption_id,
      advisory: row.advisory,
      component: row.component,
      isKnownExploited: row.is_known_exploited,
      dismissedBy: row.dismissed_by,
    });
  }
  return found;
}

function narrow(query: SelectQueryBuilder<FindingRow>, filter: FindingFilter): void {
  const { kind, severity, result, fixable, exempted, dismissed, check, advisory, knownExploited } = filter;
  if (kind) query.andWhere('finding.kind = :kind', { kind });
  if (severity) query.andWhere('finding.severity IN (:...severity)', { severity });
  if (result) query.andWhere('finding.result = :result', { result });
  if (fixable !== undefined) query.andWhere(`finding.fixedVersion IS ${fixable ? 'NOT ' : ''}NULL`);
  if (exempted !== undefined) query.andWhere(`finding.exemption IS ${exempted ? 'NOT ' : ''}NULL`);
  if (dismissed !== undefined)
    query.andWhere(`coalesce(finding.vex @> '{"isApplied": true}', false) = :dismissed`, { dismissed });
  if (check) query.andWhere('finding.check = :check', { check });
  if (advisory) query.andWhere(`${namesOf('finding')} @> ARRAY[:advisory]::text[]`, { advisory });
  if (knownExploited !== undefined) query.andWhere(`${knownExploited ? '' : 'NOT '}finding.isKnownExploited`);
  const { owner, repository } = filter;
  if (owner)
    query.andWhere('finding.targetId IN (SELECT id FROM target WHERE owner IN (:...owner))', { owner });
  narrowByRepository(query, 'finding.targetId', repository);
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
