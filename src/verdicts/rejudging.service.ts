import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import type { Assignment } from '../bindings/assignment.js';
import { Assignments } from '../bindings/assignments.service.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { ExemptionEndsService } from '../exemptions/exemption-ends.service.js';
import { Clock } from '../platform/clock.js';
import { readRows } from '../platform/database/select-list.js';
import { together } from '../platform/database/together.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { LOGGER } from '../platform/tokens.js';
import { TargetTable, type TargetRow } from '../targets/target.table.js';
import { JudgingService } from './judging.service.js';
import { holds, storedVerdict } from './verdict-view.js';
import { VerdictStore } from './verdict-store.service.js';
import { VerdictTable, type VerdictRow } from './verdict.table.js';

/** Judges targets again when something their verdicts rest on has changed, many at a time, and stores what comes out. */
@Injectable()
export class RejudgingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly judging: JudgingService,
    private readonly assignments: Assignments,
    private readonly store: VerdictStore,
    private readonly ends: ExemptionEndsService,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Judges the targets and stores their verdicts and findings, but for those whose stored verdict still holds.
   * @returns what is stored then, by target; targets that do not exist or were never scanned are left out.
   */
  async judgeTargets(targetIds: readonly string[]): Promise<Map<string, Verdict>> {
    return this.inTurns((manager) => lockTargets(manager, targetIds));
  }

  /**
   * Judges up to that many of the targets that are marked or whose time has come, but for those that another one judges
   * at the moment; returns how many it judged. One that cannot be judged keeps no other one from it.
   */
  async judgeMarked(limit: number): Promise<number> {
    let ids: string[] = [];
    try {
      const judged = await this.inTurns(async (manager) => {
        ids = await this.lockDue(manager, limit);
        return lockTargets(manager, ids);
      });
      return judged.size;
    } catch (error) {
      if (ids.length <= 1) throw error;
      this.logger.warn({ err: error, targets: ids.length }, 'judging together failed; trying one by one');
      return this.judgeEach(ids);
    }
  }

  /**
   * Judges with others. When an exemption turns out to have ended, all of it is done again alone: what others judge at
   * the moment may rest on that exemption.
   */
  private async inTurns(
    pick: (manager: EntityManager) => Promise<TargetRow[]>,
  ): Promise<Map<string, Verdict>> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        await judgingTurns.derive(manager);
        return this.judgeLocked(manager, await pick(manager), false);
      });
    } catch (error) {
      if (!(error instanceof ExemptionsEnd)) throw error;
    }
    return this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      return this.judgeLocked(manager, await pick(manager), true);
    });
  }

  /** Marked ones first: looked for apart, each kind is found by its index. */
  private async lockDue(manager: EntityManager, limit: number): Promise<string[]> {
    const marked: { id: string }[] = await manager.query(lockMarked, [limit]);
    const rest = limit - marked.length;
    const outdated: { id: string }[] =
      rest === 0 ? [] : await manager.query(lockOutdated, [this.clock.now(), rest]);
    return [...marked, ...outdated].map((row) => row.id);
  }

  private async judgeEach(ids: readonly string[]): Promise<number> {
    const failures: unknown[] = [];
    for (const id of ids) {
      await this.judgeTargets([id]).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} targets could not be judged`);
    return ids.length;
  }

  private async judgeLocked(
    manager: EntityManager,
    targets: readonly TargetRow[],
    isAlone: boolean,
  ): Promise<Map<string, Verdict>> {
    if (targets.length === 0) return new Map();
    const ids = targets.map(({ id }) => id);
    const [current, assignmentOf] = await together(
      currentVerdicts(manager, ids),
      this.assignments.now(manager, targets),
    );
    const now = this.clock.now();
    const isDue = (target: TargetRow) => {
      const row = current.get(target.id);
      return !row || !holds(target, row, now);
    };
    const due = targets.filter(isDue);
    if (due.length > 0) {
      for (const row of await this.judgeDue(manager, due, { current, assignmentOf }, isAlone))
        current.set(row.targetId, row);
    }
    return new Map(targets.map(({ id, digest }) => [id, storedVerdict(current.get(id)!, digest)]));
  }

  /**
   * Notes in the same transaction which exemptions ended, so that no reader sees one without the other.
   * @throws ExemptionsEnd when some did and this transaction is not alone
   */
  private async judgeDue(
    manager: EntityManager,
    due: readonly TargetRow[],
    { current, assignmentOf }: Standing,
    isAlone: boolean,
  ): Promise<VerdictRow[]> {
    const policies = new Map(due.map((target) => [target.id, assignmentOf(target).policy.document]));
    for (;;) {
      const judged = await this.judging.judge(manager, due, assignmentOf);
      const ended = judged.flatMap(({ judgement }) => judgement.endedExemptions);
      if (ended.length > 0) {
        if (!isAlone) throw new ExemptionsEnd();
        await this.ends.end(manager, ended);
        continue;
      }
      const { rows, gone } = await this.store.store(manager, judged, current);
      const concerned = await this.ends.concernedBy(manager, gone, policies);
      if (concerned.length > 0) {
        if (!isAlone) throw new ExemptionsEnd();
        await this.ends.endWhereGone(manager, concerned);
      }
      return rows;
    }
  }
}

/** How targets stood before they are judged. */
interface Standing {
  readonly current: ReadonlyMap<string, VerdictRow>;
  readonly assignmentOf: (target: TargetRow) => Assignment;
}

/** Something must be noted that other judgements under way may rest on. */
class ExemptionsEnd extends Error {}

const lockMarked = `SELECT id FROM target WHERE needs_judging AND snapshot_id IS NOT NULL
  ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`;
const lockOutdated = `SELECT id FROM target WHERE NOT needs_judging AND snapshot_id IS NOT NULL AND id IN (
    SELECT target_id FROM verdict WHERE is_current AND valid_until <= $1)
  ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`;

/** In the order of their ids, so that two transactions never wait for each other. */
async function lockTargets(manager: EntityManager, ids: readonly string[]): Promise<TargetRow[]> {
  const targets = await readRows(manager, TargetTable, 'WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
  return targets.filter(({ snapshotId }) => snapshotId !== null);
}

async function currentVerdicts(
  manager: EntityManager,
  targetIds: readonly string[],
): Promise<Map<string, VerdictRow>> {
  const rows = await readRows(manager, VerdictTable, 'WHERE target_id = ANY($1) AND is_current', [targetIds]);
  return new Map(rows.map((row) => [row.targetId, row]));
}
