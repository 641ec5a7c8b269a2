import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DecideExemption, Exemption } from '../contracts/exemption.contract.js';
import { recordAtApproval } from '../engine/policy/exemption-end.js';
import { allowedSteps } from '../engine/policy/exemption-life.js';
import { ScopedFindings } from '../findings/scoped-findings.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { TargetService } from '../targets/target.service.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { ExemptionPolicyService } from './exemption-policy.service.js';
import { ExemptionRecords } from './exemption-records.service.js';
import { present } from './exemption-view.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

/** Targets judged before a decision is answered; the rest follow in the background, and on every read. */
const judgedAtOnce = 20;

/** What those do who decide on exemptions. Of any number of callers at once, one takes a step. */
@Injectable()
export class ExemptionDecisionService {
  constructor(
    private readonly records: ExemptionRecords,
    private readonly policy: ExemptionPolicyService,
    private readonly scoped: ScopedFindings,
    private readonly targets: TargetService,
    private readonly rejudging: RejudgingService,
    private readonly clock: Clock,
  ) {}

  /**
   * Approves, for good when enough different keys have; verdicts follow before it returns.
   * @throws AppError as the steps and the policy refuse it
   */
  async approve(actor: Actor, id: string, { comment }: DecideExemption): Promise<Exemption> {
    await this.records.alone(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'approve');
      refuseSecond(row, actor);
      // Before anything is written: who holds a row waits for the audit log, and nobody waits the other way round.
      const renewed = row.renews === null ? null : await this.records.locked(manager, row.renews);
      const now = this.clock.now();
      const covered = await this.scoped.covered(manager, row.scope);
      const approvers = await this.policy.hold(manager, row, covered, now, row.attachments.length > 0);
      this.policy.refuseRoles(approvers, actor);
      const approvals = [...row.approvals, { keyId: actor.id, by: actor.name, at: now.toISOString() }];
      const change = { ...this.decided(actor, comment), approvals, approvalsNeeded: approvers.needed };
      if (approvals.length < approvers.needed) {
        const details = { approvals: approvals.length, needed: approvers.needed };
        await this.records.take(manager, actor, row, {
          change,
          action: 'approval-given',
          details,
          said: comment,
        });
        return;
      }
      const knownAtApproval = recordAtApproval(covered.map(({ subject }) => subject));
      await this.records.take(manager, actor, row, {
        change: { ...change, state: 'approved', knownAtApproval },
        action: 'approved',
        said: comment,
      });
      await this.markCovered(manager, row);
      if (renewed) await this.supersede(manager, actor, renewed, id);
    });
    return this.judged(id);
  }

  async askChanges(actor: Actor, id: string, { comment }: DecideExemption): Promise<Exemption> {
    return this.records.together(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'ask-changes');
      const change = { ...this.decided(actor, comment), state: 'changes-asked', approvals: [] } as const;
      const outcome = { change, action: 'changes-asked', said: comment };
      return present(await this.records.take(manager, actor, row, outcome), this.clock.now());
    });
  }

  async reject(actor: Actor, id: string, { comment }: DecideExemption): Promise<Exemption> {
    return this.records.together(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'reject');
      const change = {
        ...this.decided(actor, comment),
        state: 'rejected',
        endedAt: this.clock.now(),
      } as const;
      const outcome = { change, action: 'rejected', said: comment };
      return present(await this.records.take(manager, actor, row, outcome), this.clock.now());
    });
  }

  /** Ends an approved exemption now; verdicts follow before it returns. */
  async revoke(actor: Actor, id: string, { comment }: DecideExemption): Promise<Exemption> {
    await this.records.alone(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'revoke');
      const change = {
        ...this.decided(actor, comment),
        state: 'revoked',
        endedAt: this.clock.now(),
      } as const;
      await this.records.take(manager, actor, row, { change, action: 'revoked', said: comment });
      await this.markCovered(manager, row);
    });
    return this.judged(id);
  }

  /** The one that is renewed ends as its renewal begins, if it is in force still. */
  private async supersede(
    manager: EntityManager,
    actor: Actor,
    old: ExemptionRow,
    by: string,
  ): Promise<void> {
    const now = this.clock.now();
    if (old.state !== 'approved' || old.expiresAt <= now) return;
    const change = { state: 'superseded', supersededBy: by, endedAt: now } as const;
    await this.records.take(manager, actor, old, { change, action: 'superseded', details: { by } });
    await this.markCovered(manager, old);
  }

  private decided(actor: Actor, comment: string | null) {
    return { decidedBy: actor.name, decidedAt: this.clock.now(), comment };
  }

  /** Marks the targets whose verdicts it may change. */
  private async markCovered(manager: EntityManager, { scope }: ExemptionRow): Promise<void> {
    await this.targets.mark(manager, scope.targets ?? (await this.scoped.targets(manager, scope)));
  }

  /** As it is once verdicts have followed: a condition of its own may have ended it at once. */
  private async judged(id: string): Promise<Exemption> {
    await this.rejudging.judgeMarked(judgedAtOnce);
    return this.records.together(async (manager) =>
      present(await manager.findOneByOrFail(ExemptionTable, { id }), this.clock.now()),
    );
  }
}

function refuseSecond({ approvals, state }: ExemptionRow, actor: Actor): void {
  if (!approvals.some(({ keyId }) => keyId === actor.id)) return;
  const allowed = allowedSteps(state, false);
  const detail = 'This key has approved it already; the policy wants another one beside it.';
  throw new AppError('transition-refused', detail, { state, allowed });
}
