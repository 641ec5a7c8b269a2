import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { PageArgs, Slice } from '../contracts/kit/schema.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { FindingService } from '../findings/finding.service.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPages } from '../platform/database/keyset.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { PolicyService } from '../policies/policy.service.js';
import { TargetTable, type TargetRow } from '../targets/target.table.js';
import { JudgingService, type Judged } from './judging.service.js';
import { judgedVerdict, storedVerdict } from './verdict-view.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** The verdicts of targets: read from what is stored, and judged again when something they rest on has changed. */
@Injectable()
export class VerdictService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly judging: JudgingService,
    private readonly policies: PolicyService,
    private readonly findings: FindingService,
    private readonly clock: Clock,
  ) {}

  /** Under the policy in force, or under the one named (`name` or `name@version`). */
  async ofTarget(targetId: string, policy: string | null = null): Promise<Verdict> {
    if (policy !== null) return judgedVerdict(await this.judgeUnder(targetId, policy));
    return (await this.ofTargets([targetId]))[0]!;
  }

  /** Under the policy in force, in the order of the ids. What no longer holds is judged again first. */
  async ofTargets(targetIds: readonly string[]): Promise<Verdict[]> {
    const current = await this.current(targetIds);
    for (const id of targetIds) {
      const verdict = current.get(id) ?? (await this.judgeTarget(id));
      if (!verdict) throw new AppError('not-found', `There is no target ${id}.`);
      current.set(id, verdict);
    }
    return targetIds.map((id) => current.get(id)!);
  }

  /** Under a document that is not published; stores nothing. */
  async preview(targetId: string, policyText: string): Promise<Verdict> {
    const policy = this.policies.preview(policyText);
    const target = await this.target(this.dataSource.manager, targetId);
    return judgedVerdict(await this.judging.judge(this.dataSource.manager, target, policy));
  }

  /** Newest first. */
  async history(targetId: string, page: PageArgs): Promise<Slice<Verdict>> {
    await this.target(this.dataSource.manager, targetId);
    return (await this.histories([targetId], page))[0]!;
  }

  /** The same page of each target's history, in the order of the ids. */
  async histories(targetIds: readonly string[], page: PageArgs): Promise<Slice<Verdict>[]> {
    const targets = await this.dataSource.manager.findBy(TargetTable, { id: In([...targetIds]) });
    const digests = new Map(targets.map(({ id, digest }) => [id, digest]));
    const query = this.dataSource.getRepository(VerdictTable).createQueryBuilder('verdict');
    const slices = await keysetPages(query, newestFirst, page, ofTarget, targetIds);
    return slices.map((slice, index) => {
      const digest = digests.get(targetIds[index]!)!;
      const rows = new Map(slice.rows.map((row) => [storedVerdict(row, digest), row]));
      return { ...slice, rows: [...rows.keys()], cursor: (verdict) => slice.cursor(rows.get(verdict)!) };
    });
  }

  /**
   * Judges a target and stores verdict and findings, unless what is stored still holds.
   * @returns what is stored then; null: there is no such target.
   */
  async judgeTarget(targetId: string): Promise<Verdict | null> {
    return this.dataSource.transaction(async (manager) => {
      await judgingTurns.derive(manager);
      const lock = { mode: 'pessimistic_write' } as const;
      const target = await manager.findOne(TargetTable, { where: { id: targetId }, lock });
      if (!target?.snapshotId) return null;
      const current = await manager.findOneBy(VerdictTable, { targetId, isCurrent: true });
      if (current && this.holds(target, current)) return storedVerdict(current, target.digest);
      const judged = await this.judging.judge(manager, target, await this.policies.resolve(null, manager));
      const row = await this.store(manager, judged, current);
      await this.findings.replace(manager, targetId, judged.judgement.findings);
      await manager.update(TargetTable, { id: targetId }, { needsJudging: false });
      return storedVerdict(row, target.digest);
    });
  }

  /** Judges up to that many of the targets that are marked or whose time has come; returns how many it judged. */
  async judgeMarked(limit: number): Promise<number> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM target WHERE needs_judging AND snapshot_id IS NOT NULL
       UNION SELECT target_id FROM verdict WHERE is_current AND valid_until <= $1
       LIMIT $2`,
      [this.clock.now(), limit],
    );
    for (const { id } of rows) await this.judgeTarget(id);
    return rows.length;
  }

  /** The stored verdicts that still hold, by target. */
  private async current(targetIds: readonly string[]): Promise<Map<string, Verdict>> {
    const { manager } = this.dataSource;
    const ids = In([...targetIds]);
    const targets = new Map(
      (await manager.findBy(TargetTable, { id: ids })).map((target) => [target.id, target]),
    );
    const rows = await manager.findBy(VerdictTable, { targetId: ids, isCurrent: true });
    const holding = rows.filter((row) => this.holds(targets.get(row.targetId)!, row));
    return new Map(
      holding.map((row) => [row.targetId, storedVerdict(row, targets.get(row.targetId)!.digest)]),
    );
  }

  private holds(target: TargetRow, row: VerdictRow): boolean {
    return !target.needsJudging && (row.validUntil === null || row.validUntil > this.clock.now());
  }

  private async judgeUnder(targetId: string, policy: string): Promise<Judged> {
    const { manager } = this.dataSource;
    return this.judging.judge(
      manager,
      await this.target(manager, targetId),
      await this.policies.resolve(policy),
    );
  }

  /** A judgement that says the same renews the current verdict; another one becomes a new entry of the history. */
  private async store(
    manager: EntityManager,
    judged: Judged,
    current: VerdictRow | null,
  ): Promise<VerdictRow> {
    const row = rowOf(judged, this.clock.newId());
    if (current && isSame(current, row)) {
      const { receipt, judgedAt, validUntil } = row;
      await manager.update(VerdictTable, { id: current.id }, { receipt, judgedAt, validUntil });
      return { ...current, receipt, judgedAt, validUntil };
    }
    if (current) await manager.update(VerdictTable, { id: current.id }, { isCurrent: false });
    await insertRow(manager, VerdictTable, row);
    return row;
  }

  private async target(manager: EntityManager, id: string): Promise<TargetRow> {
    const target = await manager.findOneBy(TargetTable, { id });
    if (!target?.snapshotId) throw new AppError('not-found', `There is no target ${id}.`);
    return target;
  }
}

const ofTarget = { expression: 'verdict.targetId', of: (row: VerdictRow) => row.targetId };
const newestFirst = [
  {
    expression: 'verdict.judgedAt',
    direction: 'DESC' as const,
    type: 'timestamptz',
    value: (row: VerdictRow) => row.judgedAt,
  },
  { expression: 'verdict.id', direction: 'DESC' as const, type: 'uuid', value: (row: VerdictRow) => row.id },
];

function rowOf({ target, policy, judgement, receipt, judgedAt }: Judged, id: string): VerdictRow {
  if (policy.versionId === null) throw new Error('a preview is not stored');
  return {
    id,
    targetId: target.id,
    isCurrent: true,
    policyVersionId: policy.versionId,
    policy: policy.name,
    policyVersion: policy.version,
    decision: judgement.decision,
    reasons: judgement.reasons.map((reason) => ({ ...reason, findings: [...reason.findings] })),
    counts: judgement.counts,
    exemptedCount: judgement.exemptedCount,
    score: judgement.score,
    receipt,
    judgedAt,
    validUntil: judgement.validUntil === null ? null : new Date(judgement.validUntil),
  };
}

function isSame(a: VerdictRow, b: VerdictRow): boolean {
  const told = (row: VerdictRow) =>
    JSON.stringify([
      row.policyVersionId,
      row.decision,
      row.exemptedCount,
      row.score,
      row.reasons.map(({ code, severity, message, findings }) => [code, severity, message, findings]),
      Object.entries(row.counts).sort(([x], [y]) => (x < y ? -1 : 1)),
    ]);
  return told(a) === told(b);
}
