import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { reminderDue } from '../engine/policy/exemption-reminder.js';
import { EventLog } from '../events/event-log.service.js';
import { systemActor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/tokens.js';
import { exemptionEvents } from './exemption-event.js';
import { ExemptionTable, type ExemptionRow } from './exemption.table.js';

const day = 86_400_000;
/** Exemptions noted in one transaction: others that write the audit log wait for it. */
const batch = 100;

/** Notes what time does to exemptions: that the end of one is near, and that it has come. */
@Injectable()
export class ExemptionNotices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly events: EventLog,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Notes all that is due, each once, whoever looks at the same time. The effect of an exemption has ended to the instant
   * without it.
   */
  async noteDue(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.noteSome()) === batch);
  }

  private async noteSome(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const rows = await this.locked(manager, now);
      for (const row of rows) {
        if (row.expiresAt <= now) await this.expire(manager, row);
        else await this.remind(manager, row, now);
      }
      return rows.length;
    });
  }

  /**
   * Those whose end has come, and those that a lead beyond what was looked at last has begun for. In the order of their
   * ids; rows that somebody else holds are left to the next look.
   */
  private async locked(manager: EntityManager, now: Date): Promise<ExemptionRow[]> {
    return manager
      .createQueryBuilder(ExemptionTable, 'exemption')
      .where(`exemption.state = 'approved'`)
      .andWhere(
        `(exemption.expiresAt <= :now OR EXISTS (SELECT 1 FROM unnest(CAST(:leads AS int[])) AS lead
          WHERE exemption.expiresAt <= CAST(:now AS timestamptz) + lead * interval '1 day'
            AND lead < coalesce(exemption.lookedDays, 2147483647)))`,
        { now, leads: [...this.config.exemptionReminders] },
      )
      .orderBy('exemption.id')
      .take(batch)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  private async expire(manager: EntityManager, row: ExemptionRow): Promise<void> {
    const { id, expiresAt } = row;
    await manager.update(ExemptionTable, { id }, { state: 'expired', endedAt: expiresAt });
    await this.note(manager, row, 'expired', { expiredAt: expiresAt.toISOString() });
  }

  private async remind(manager: EntityManager, row: ExemptionRow, now: Date): Promise<void> {
    const { id, expiresAt, lookedDays, requestedBy, decidedBy } = row;
    const leads = this.config.exemptionReminders;
    const decidedAt = row.decidedAt ?? row.requestedAt;
    const begun = leads.filter((lead) => expiresAt.getTime() <= now.getTime() + lead * day);
    await manager.update(ExemptionTable, { id }, { lookedDays: Math.min(...begun) });
    const days = reminderDue({ decidedAt, expiresAt }, leads, lookedDays, now);
    if (days === null) return;
    await this.note(manager, row, 'expiring', {
      days,
      expiresAt: expiresAt.toISOString(),
      requestedBy,
      decidedBy,
    });
  }

  /** The one place that tells of it: in the transaction of what it tells. */
  private async note(
    manager: EntityManager,
    row: ExemptionRow,
    what: 'expired' | 'expiring',
    details: Record<string, unknown>,
  ) {
    await this.events.record(manager, exemptionEvents(row, what, systemActor.name, null));
    const change = { action: `exemption.${what}`, entity: 'exemption', entityId: row.id };
    await this.audit.record(manager, systemActor, { ...change, details });
  }
}
