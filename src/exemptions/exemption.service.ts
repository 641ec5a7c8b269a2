import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type {
  DecideExemption,
  Exemption,
  ExemptionQuery,
  ExemptionState,
  RequestExemption,
} from '../contracts/exemption.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import { FindingService } from '../findings/finding.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage } from '../platform/database/keyset.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { PolicyService } from '../policies/policy.service.js';
import { TargetService } from '../targets/target.service.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

type State = Exemption['state'];
const day = 86_400_000;
/** Targets judged before a decision is answered; the rest follow in the background, and on every read. */
const judgedAtOnce = 20;

/** From which states each decision leads where. */
const decisions = {
  approve: { from: 'requested', to: 'approved' },
  reject: { from: 'requested', to: 'rejected' },
  revoke: { from: 'approved', to: 'revoked' },
} as const;
type DecisionName = keyof typeof decisions;

/** The exemption workflow: asked for by one, decided by another, ended by time or by hand. */
@Injectable()
export class ExemptionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly policies: PolicyService,
    private readonly targets: TargetService,
    private readonly findings: FindingService,
    private readonly rejudging: RejudgingService,
    private readonly clock: Clock,
  ) {}

  async request(actor: Actor, { scope, reason, expiresAt }: RequestExemption): Promise<Exemption> {
    const now = this.clock.now();
    await this.refuseBadEnd(expiresAt, now);
    const row: ExemptionRow = {
      id: this.clock.newId(),
      state: 'requested',
      scope,
      reason,
      expiresAt,
      requestedBy: actor.name,
      requesterId: actor.id,
      requestedAt: now,
      decidedBy: null,
      decidedAt: null,
      comment: null,
    };
    await this.dataSource.transaction(async (manager) => {
      await insertRow(manager, ExemptionTable, row);
      const change = { action: 'exemption.requested', entity: 'exemption', entityId: row.id };
      await this.audit.record(manager, actor, { ...change, details: { scope, reason, expiresAt } });
    });
    return present(row, now);
  }

  /**
   * Approves, rejects or revokes; verdicts follow before it returns. Of any number of callers at once, one succeeds.
   * @throws AppError `not-found`; `forbidden` when the actor asked for it; `transition-refused` from any other state;
   * `invalid` when the policy in force no longer lets one live that long.
   */
  async decide(
    actor: Actor,
    id: string,
    decision: DecisionName,
    { comment }: DecideExemption,
  ): Promise<Exemption> {
    const { from, to } = decisions[decision];
    const now = this.clock.now();
    const row = await this.dataSource.transaction(async (manager) => {
      const current = await manager.findOne(ExemptionTable, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!current) throw new AppError('not-found', `There is no exemption ${id}.`);
      if (decision !== 'revoke' && current.requesterId === actor.id) {
        throw new AppError('forbidden', 'An exemption is decided by somebody other than who asked for it.');
      }
      refuseWrongState(current, decision, from, now);
      if (decision === 'approve') await this.refuseBadEnd(current.expiresAt, now);
      await manager.update(
        ExemptionTable,
        { id },
        { state: to, decidedBy: actor.name, decidedAt: now, comment },
      );
      const change = { action: `exemption.${to}`, entity: 'exemption', entityId: id };
      await this.audit.record(manager, actor, { ...change, details: { comment } });
      await this.markCovered(manager, current);
      return { ...current, state: to, decidedBy: actor.name, decidedAt: now, comment };
    });
    await this.rejudging.judgeMarked(judgedAtOnce);
    return present(row, now);
  }

  async get(id: string): Promise<Exemption> {
    const exemption = await this.find(id);
    if (!exemption) throw new AppError('not-found', `There is no exemption ${id}.`);
    return exemption;
  }

  async find(id: string): Promise<Exemption | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** In the order of the ids; null where there is none. */
  async findMany(ids: readonly string[]): Promise<(Exemption | null)[]> {
    const rows = await this.table.findBy({ id: In([...ids]) });
    const now = this.clock.now();
    const byId = new Map(rows.map((row) => [row.id, present(row, now)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Newest first. */
  async list({ state, targetId, ...page }: ExemptionQuery): Promise<Slice<Exemption>> {
    const now = this.clock.now();
    const query = this.table.createQueryBuilder('exemption');
    if (state) narrowByState(query, state, now);
    if (targetId) {
      query.andWhere(`exemption.scope -> 'targets' @> jsonb_build_array(CAST(:targetId AS text))`, {
        targetId,
      });
    }
    const slice = await keysetPage(query, newestFirst, page);
    const byId = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map((row) => present(row, now)),
      cursor: (exemption) => slice.cursor(byId.get(exemption.id)!),
    };
  }

  private async refuseBadEnd(expiresAt: Date, now: Date): Promise<void> {
    const refuse = (detail: string) => {
      throw new AppError('invalid', `The exemption cannot end then: ${detail}.`, {
        errors: [{ in: 'body', path: 'expiresAt', detail }],
      });
    };
    if (expiresAt <= now) refuse('the time has passed');
    const { name, document } = await this.policies.resolve(null);
    const longest = document.exemptions?.max_days;
    if (longest !== undefined && expiresAt.getTime() > now.getTime() + longest * day) {
      refuse(`policy "${name}" allows at most ${longest} days`);
    }
  }

  /** Marks the targets whose verdicts it may change. */
  private async markCovered(manager: EntityManager, { scope }: Exemption): Promise<void> {
    await judgingTurns.change(manager);
    await this.targets.mark(manager, scope.targets ?? (await this.findings.targetsMatching(manager, scope)));
  }

  private get table() {
    return this.dataSource.getRepository(ExemptionTable);
  }
}

function refuseWrongState(row: ExemptionRow, decision: DecisionName, from: State, now: Date): void {
  const { state } = present(row, now);
  const allowed = (Object.keys(decisions) as DecisionName[]).filter((name) => decisions[name].from === state);
  if (state !== from) {
    throw new AppError(
      'transition-refused',
      `The exemption is ${state}; to ${decision} it, it must be ${from}. ` +
        (allowed.length > 0
          ? `Allowed now: ${allowed.join(', ')}.`
          : 'Nothing can be decided on it any more.'),
      { state, allowed },
    );
  }
  if (decision === 'approve' && row.expiresAt <= now) {
    const end = row.expiresAt.toISOString();
    throw new AppError(
      'transition-refused',
      `The exemption would have ended at ${end} already; ask for a new one.`,
      {
        state,
        allowed: ['reject'],
      },
    );
  }
}

/** An approved exemption is expired from its end on, to the instant, whether or not anything has noted it. */
function present({ requesterId: _, ...exemption }: ExemptionRow, now: Date): Exemption {
  const isOver = exemption.state === 'approved' && exemption.expiresAt <= now;
  return isOver ? { ...exemption, state: 'expired' } : exemption;
}

function narrowByState(
  query: SelectQueryBuilder<ExemptionRow>,
  states: readonly (typeof ExemptionState.options)[number][],
  now: Date,
): void {
  query.andWhere(
    `CASE WHEN exemption.state = 'approved' AND exemption.expiresAt <= :now THEN 'expired' ELSE exemption.state END
     IN (:...states)`,
    { states, now },
  );
}

const newestFirst = [
  {
    expression: 'exemption.requestedAt',
    direction: 'DESC' as const,
    type: 'timestamptz',
    value: (row: ExemptionRow) => row.requestedAt,
  },
  {
    expression: 'exemption.id',
    direction: 'DESC' as const,
    type: 'uuid',
    value: (row: ExemptionRow) => row.id,
  },
];
