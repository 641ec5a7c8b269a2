import { Injectable } from '@nestjs/common';
import { And, DataSource, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import { EventLog, type EventDraft } from '../events/event-log.service.js';
import { systemActor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { exemptionEvents } from './exemption-event.js';
import { ExemptionTable } from './exemption.table.js';

/** How long before its end an exemption is told to be expiring, in milliseconds. */
const notice = 7 * 24 * 3_600_000;
/** An approval that is under way at the moment is not visible yet: what is told looks this far back, in milliseconds. */
const overlap = 60_000;
const mark = 'exemption-dates';

/** Tells of what time alone does to exemptions: once, whenever that is noticed, and however many processes look. */
@Injectable()
export class ExemptionDatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Tells of those that expired, and of those that will within a week, since it was asked last. */
  async tell(): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      await manager.query('INSERT INTO event_mark (name, at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        mark,
        now,
      ]);
      const rows: { at: Date }[] = await manager.query(
        'SELECT at FROM event_mark WHERE name = $1 FOR UPDATE',
        [mark],
      );
      const from = new Date(Math.min(rows[0]!.at.getTime(), now.getTime()) - overlap);
      const ended = await reaching(manager, from, now, 'expired', 0);
      const expiring = await reaching(manager, from, now, 'expiring', notice);
      await this.events.record(manager, [...ended, ...expiring]);
      await manager.query('UPDATE event_mark SET at = $2 WHERE name = $1 AND at < $2', [mark, now]);
    });
  }
}

/** Approved ones that come to their end `ahead` of the time between the two. */
async function reaching(
  manager: EntityManager,
  from: Date,
  to: Date,
  step: 'expired' | 'expiring',
  ahead: number,
): Promise<EventDraft[]> {
  const [after, until] = [from, to].map((time) => new Date(time.getTime() + ahead));
  const rows = await manager.find(ExemptionTable, {
    where: { state: 'approved', expiresAt: And(MoreThan(after!), LessThanOrEqual(until!)) },
    select: { id: true, reason: true, expiresAt: true, requestedBy: true, scope: true },
  });
  return rows.flatMap((row) =>
    exemptionEvents(row, step, systemActor.name, null).map((draft) => ({
      ...draft,
      once: `${step} ${row.id} ${row.expiresAt.toISOString()}`,
    })),
  );
}
