import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Exemption } from '../contracts/exemption.contract.js';
import { exemptionSteps, type ExemptionStep } from '../engine/policy/exemption-life.js';
import { EventLog } from '../events/event-log.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { exemptionEvents } from './exemption-event.js';
import { present, refuseOutOfOrder } from './exemption-view.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

/** Entries that one thread holds. */
const longestThread = 200;

/** What a step changes, and how the audit log tells of it. */
export interface StepOutcome {
  readonly change: Partial<ExemptionRow>;
  readonly action: string;
  readonly details?: Record<string, unknown>;
  /** What is said with it, for the thread. */
  readonly said?: string | null;
}

/** The rows of exemptions: each step is taken by one at a time, and noted with its change. */
@Injectable()
export class ExemptionRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Runs what changes what targets are judged by: alone. Its turn comes before any row's. */
  async alone<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      return work(manager);
    });
  }

  async together<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async add(manager: EntityManager, actor: Actor, row: ExemptionRow): Promise<Exemption> {
    await insertRow(manager, ExemptionTable, row);
    const { scope, kind, justification, reason, expiresAt, endsWhen, renews } = row;
    await this.note(manager, actor, row, 'requested', {
      ...{ scope, kind, reason, expiresAt, endsWhen },
      ...(justification === null ? {} : { justification }),
      ...(renews === null ? {} : { renews }),
    });
    return present(row, this.clock.now());
  }

  /**
   * The row, locked until the transaction ends; the step is possible, and the actor's to take.
   * @throws AppError `not-found`, `forbidden`, `transition-refused`
   */
  async lock(manager: EntityManager, actor: Actor, id: string, step: ExemptionStep): Promise<ExemptionRow> {
    const row = await this.locked(manager, id);
    const { by } = exemptionSteps[step];
    const isOwn = row.requesterId === actor.id;
    if (by === 'another' && isOwn)
      throw new AppError('forbidden', 'An exemption is decided by somebody other than who asked for it.');
    if (by === 'requester' && !isOwn)
      throw new AppError('forbidden', `To ${step} an exemption is up to the key that asked for it.`);
    refuseOutOfOrder(row, step, this.clock.now());
    return row;
  }

  async locked(manager: EntityManager, id: string): Promise<ExemptionRow> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await manager.findOne(ExemptionTable, { where: { id }, lock });
    if (!row) throw new AppError('not-found', `There is no exemption ${id}.`);
    return row;
  }

  /** Writes what a step changes, what was said, and that it was taken. */
  async take(
    manager: EntityManager,
    actor: Actor,
    row: ExemptionRow,
    { change, action, details = {}, said = null }: StepOutcome,
  ): Promise<ExemptionRow> {
    const now = this.clock.now();
    if (said !== null && row.comments.length >= longestThread)
      throw new AppError('conflict', `The thread is full: it holds ${longestThread} comments.`);
    const entry = { author: actor.name, at: now.toISOString(), text: said ?? '' };
    const comments = said === null ? row.comments : [...row.comments, entry];
    const changed = { ...change, comments };
    await manager.update(ExemptionTable, { id: row.id }, changed);
    const told = { ...details, ...(said === null ? {} : { comment: said }) };
    await this.note(manager, actor, { ...row, ...changed }, action, told, said);
    return { ...row, ...changed };
  }

  private async note(
    manager: EntityManager,
    actor: Actor,
    row: ExemptionRow,
    action: string,
    details: object,
    said: string | null = null,
  ): Promise<void> {
    await this.events.record(manager, exemptionEvents(row, action, actor.name, said));
    const change = { action: `exemption.${action}`, entity: 'exemption', entityId: row.id };
    await this.audit.record(manager, actor, { ...change, details: { ...details } });
  }
}
