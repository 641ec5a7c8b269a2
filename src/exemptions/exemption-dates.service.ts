import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog, type EventDraft } from '../events/event-log.service.js';
import { systemActor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { exemptionEvents, type ToldExemption } from './exemption-event.js';

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
      await this.events.record(manager, await reaching(manager, from, now));
      await manager.query('UPDATE event_mark SET at = $2 WHERE name = $1 AND at < $2', [mark, now]);
    });
  }
}

/** What the time between the two did to approved ones: it ended them, or began their last days. */
async function reaching(manager: EntityManager, from: Date, to: Date): Promise<EventDraft[]> {
  const ahead = [from, to].map((time) => new Date(time.getTime() + notice));
  const rows: ToldExemption[] = await manager.query(selectReached, [from, to, ...ahead]);
  return rows.flatMap((row) => {
    const step = row.expiresAt <= to ? 'expired' : 'expiring';
    const once = `${step} ${row.id} ${row.expiresAt.toISOString()}`;
    return exemptionEvents(row, step, systemActor.name, null).map((draft) => ({ ...draft, once }));
  });
}

const selectReached = `SELECT id, reason, expires_at AS "expiresAt", requested_by AS "requestedBy", scope
  FROM exemption WHERE state = 'approved' AND (expires_at > $1 AND expires_at <= $2 OR expires_at > $3 AND expires_at <= $4)
  ORDER BY expires_at, id`;
