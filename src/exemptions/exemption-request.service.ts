import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  CommentExemption,
  DecideExemption,
  Exemption,
  RenewExemption,
  RequestExemption,
  ResubmitExemption,
} from '../contracts/exemption.contract.js';
import { ScopedFindings } from '../findings/scoped-findings.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { coverageOf, ExemptionCoverageService } from './exemption-coverage.service.js';
import { ExemptionPolicyService } from './exemption-policy.service.js';
import { ExemptionRecords } from './exemption-records.service.js';
import { present } from './exemption-view.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

/** What those do who ask for exemptions. */
@Injectable()
export class ExemptionRequestService {
  constructor(
    private readonly records: ExemptionRecords,
    private readonly policy: ExemptionPolicyService,
    private readonly scoped: ScopedFindings,
    private readonly coverage: ExemptionCoverageService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `invalid` when the policy in force does not let it be so */
  async request(actor: Actor, input: RequestExemption): Promise<Exemption> {
    return this.records.together((manager) => this.add(manager, actor, input, null));
  }

  /** Asks again, changed. @throws AppError as the steps and the policy refuse it */
  async resubmit(actor: Actor, id: string, { comment, ...input }: ResubmitExemption): Promise<Exemption> {
    return this.records.together(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'resubmit');
      const asked = { ...row, ...given(input) };
      const scope = await this.coverage.resolved(manager, asked.scope);
      const { covers, approvalsNeeded } = await this.held(manager, { ...asked, scope });
      const change = { ...given(input), scope };
      const rest = { state: 'requested', approvals: [], approvalsNeeded } as const;
      const taken = await this.records.take(manager, actor, row, {
        change: { ...change, ...rest },
        action: 'resubmitted',
        details: change,
        said: comment,
      });
      return { ...this.shown(taken), covers };
    });
  }

  async withdraw(actor: Actor, id: string, { comment }: DecideExemption): Promise<Exemption> {
    return this.records.together(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'withdraw');
      const change = { state: 'withdrawn', endedAt: this.clock.now() } as const;
      return this.shown(
        await this.records.take(manager, actor, row, { change, action: 'withdrawn', said: comment }),
      );
    });
  }

  /** A request for one that takes the place of an approved one once it is approved itself. */
  async renew(actor: Actor, id: string, input: RenewExemption): Promise<Exemption> {
    return this.records.together(async (manager) => {
      const row = await this.records.lock(manager, actor, id, 'renew');
      const open = await manager.findBy(ExemptionTable, { renews: id });
      const other = open.find(({ state }) => state === 'requested' || state === 'changes-asked');
      if (other) throw new AppError('conflict', `Its renewal ${other.id} is ${other.state} already.`);
      return this.add(manager, actor, { ...row, ...given(input) }, id);
    });
  }

  /** Adds to the thread, in any state. */
  async comment(actor: Actor, id: string, { text }: CommentExemption): Promise<Exemption> {
    return this.records.together(async (manager) => {
      const row = await this.records.locked(manager, id);
      return this.shown(
        await this.records.take(manager, actor, row, { change: {}, action: 'commented', said: text }),
      );
    });
  }

  private async add(
    manager: EntityManager,
    actor: Actor,
    input: RequestExemption,
    renews: string | null,
  ): Promise<Exemption> {
    const { kind, justification, reason, category, ticket, compensatingControl, endsWhen, expiresAt } = input;
    const scope = await this.coverage.resolved(manager, input.scope);
    const asked = {
      scope,
      kind,
      justification,
      reason,
      category,
      ticket,
      compensatingControl,
      endsWhen,
      expiresAt,
    };
    const { covers, approvalsNeeded } = await this.held(manager, asked);
    const row: ExemptionRow = {
      ...asked,
      ...nothingDecided,
      id: this.clock.newId(),
      state: 'requested',
      requestedBy: actor.name,
      requesterId: actor.id,
      requestedAt: this.clock.now(),
      approvalsNeeded,
      renews,
    };
    return { ...(await this.records.add(manager, actor, row)), covers };
  }

  /** What it would cover now, and how many must approve that. */
  private async held(manager: EntityManager, asked: Parameters<ExemptionPolicyService['hold']>[1]) {
    const covered = await this.scoped.covered(manager, asked.scope);
    const { needed } = await this.policy.hold(manager, asked, covered, this.clock.now());
    return { covers: coverageOf(asked.scope, covered), approvalsNeeded: needed };
  }

  private shown(row: ExemptionRow): Exemption {
    return present(row, this.clock.now());
  }
}

const nothingDecided = {
  approvals: [],
  comments: [],
  decidedBy: null,
  decidedAt: null,
  comment: null,
  supersededBy: null,
  endedAt: null,
  endedBecause: null,
  knownAtApproval: null,
  attachments: [],
  lookedDays: null,
};

/** What is not left out. */
function given<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
