import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { named } from '../bindings/assignment.js';
import type { PageArgs, Slice } from '../contracts/kit/schema.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { Clock } from '../platform/clock.js';
import { ChangeFeed } from '../platform/database/change-feed.js';
import { keysetPages, newestFirst } from '../platform/database/keyset.js';
import { selectList } from '../platform/database/select-list.js';
import { AppError } from '../platform/errors/app-error.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import { PolicyService } from '../policies/policy.service.js';
import { verdictStands } from '../targets/target-view.js';
import { TargetTable, type TargetRow } from '../targets/target.table.js';
import type { Judged } from './judged.js';
import { JudgingService } from './judging.service.js';
import { RejudgingService } from './rejudging.service.js';
import { judgedVerdict, storedVerdict } from './verdict-view.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** The verdicts of targets, as they are read: what no longer holds is judged again first. */
@Injectable()
export class VerdictService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly judging: JudgingService,
    private readonly policies: PolicyService,
    private readonly rejudging: RejudgingService,
    private readonly feed: ChangeFeed,
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
    const due = targetIds.filter((id) => !current.has(id));
    const judged = due.length > 0 ? await this.rejudging.judgeTargets(due) : new Map<string, Verdict>();
    return targetIds.map((id) => {
      const verdict = current.get(id) ?? judged.get(id);
      if (!verdict) throw new AppError('not-found', `There is no target ${id}.`);
      return verdict;
    });
  }

  /** The whole judgement under the policy that is named (`name` or `name@version`), made now; stores nothing. */
  async judgement(targetId: string, policy: string): Promise<Judged> {
    return this.judgeUnder(targetId, policy);
  }

  /** Under a document that is not published; stores nothing. */
  async preview(targetId: string, policyText: string): Promise<Verdict> {
    const policy = await this.policies.preview(policyText);
    const target = await this.target(this.dataSource.manager, targetId);
    return judgedVerdict(await this.judgeOne(target, policy));
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
    const slices = await keysetPages(query, byAge, page, ofTarget, targetIds);
    return slices.map((slice, index) => {
      const digest = digests.get(targetIds[index]!)!;
      const rows = new Map(slice.rows.map((row) => [storedVerdict(row, digest), row]));
      return { ...slice, rows: [...rows.keys()], cursor: (verdict) => slice.cursor(rows.get(verdict)!) };
    });
  }

  /** The current verdict at once and after each change of it, until the signal aborts. */
  async *changes(targetId: string, signal: AbortSignal): AsyncGenerator<Verdict> {
    for await (const _ of this.feed.watch('verdict', targetId, signal)) yield await this.ofTarget(targetId);
  }

  /** The verdict on any target after each change of one, until the signal aborts. */
  async *changesOfAny(signal: AbortSignal): AsyncGenerator<Verdict> {
    for await (const targetId of this.feed.watchAll('verdict', signal)) yield await this.ofTarget(targetId);
  }

  /** The stored verdicts that still hold, by target. */
  private async current(targetIds: readonly string[]): Promise<Map<string, Verdict>> {
    const rows = await this.dataSource.query<(VerdictRow & { targetDigest: string })[]>(selectStanding, [
      targetIds,
      this.clock.now(),
    ]);
    return new Map(rows.map(({ targetDigest, ...row }) => [row.targetId, storedVerdict(row, targetDigest)]));
  }

  private async judgeUnder(targetId: string, policy: string): Promise<Judged> {
    const { manager } = this.dataSource;
    return this.judgeOne(await this.target(manager, targetId), await this.policies.resolve(policy));
  }

  private async judgeOne(target: TargetRow, policy: JudgingPolicy): Promise<Judged> {
    const [judged] = await this.judging.judge(this.dataSource.manager, [target], () => named(policy));
    return judged!;
  }

  private async target(manager: EntityManager, id: string): Promise<TargetRow> {
    const target = await manager.findOneBy(TargetTable, { id });
    if (!target?.snapshotId) throw new AppError('not-found', `There is no target ${id}.`);
    return target;
  }
}

const selectStanding = `SELECT ${selectList(VerdictTable, 'verdict')}, target.digest AS "targetDigest"
  FROM target JOIN verdict ON ${verdictStands('verdict', 'target', '$2')} WHERE target.id = ANY($1)`;

const ofTarget = { expression: 'verdict.targetId', of: (row: VerdictRow) => row.targetId };
const byAge = newestFirst('verdict', 'judgedAt', (row: VerdictRow) => row.judgedAt);
