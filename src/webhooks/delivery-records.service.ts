import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Delivery, DeliveryQuery } from '../contracts/webhook.contract.js';
import { wantsEvent } from '../engine/events/webhook-filter.js';
import { EventLog, type StoredEvent } from '../events/event-log.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { keysetPage, keysetPages, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { DeliveryTable, type DeliveryRow } from './delivery.table.js';
import { webhookEntry } from './webhook-entry.js';
import { WebhookTable, type WebhookRow } from './webhook.table.js';

/** A delivery whose job is to be put into the queue. */
export type DueDelivery = Pick<DeliveryRow, 'id' | 'round'>;

/** Events on their way to webhooks, as rows: there is one for each pair. */
@Injectable()
export class DeliveryRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** One for each event and each enabled webhook that was there and wants it, unless there is one already. */
  async add(manager: EntityManager, events: readonly StoredEvent[]): Promise<void> {
    const webhooks = await manager.findBy(WebhookTable, { isEnabled: true });
    const pairs = events.flatMap((event) =>
      webhooks
        .filter((webhook) => webhook.createdAt <= event.at && wantsEvent(webhook, event))
        .map(({ id }) => this.rowOf(id, event)),
    );
    if (pairs.length === 0) return;
    await manager.query(`${insertDeliveries} ON CONFLICT DO NOTHING`, [JSON.stringify(pairs)]);
  }

  /** Those whose job is not in the queue yet, oldest first. */
  async due(limit: number): Promise<DueDelivery[]> {
    return this.dataSource.query(
      `SELECT id, round FROM delivery WHERE state = 'pending' AND queued_at IS NULL
       ORDER BY created_at, id LIMIT $1`,
      [limit],
    );
  }

  async noteQueued(deliveries: readonly DueDelivery[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE delivery SET queued_at = $3 FROM unnest($1::uuid[], $2::int[]) AS queued (id, round)
       WHERE delivery.id = queued.id AND delivery.round = queued.round`,
      [deliveries.map(({ id }) => id), deliveries.map(({ round }) => round), this.clock.now()],
    );
  }

  /**
   * Those whose next attempt should have been made before that time.
   * @param firstWait longest wait before the second attempt, in seconds; each further one may take twice as long.
   */
  async silent(before: Date, firstWait: number): Promise<DueDelivery[]> {
    return this.dataSource.query(
      `SELECT id, round FROM delivery WHERE state = 'pending' AND queued_at < $1
       AND greatest(attempted_at, queued_at) + $2 * 2 ^ least(attempts, 30) * interval '1 second' < $1
       ORDER BY queued_at LIMIT 1000`,
      [before, firstWait],
    );
  }

  /** Newest first. @throws AppError `not-found` */
  async list(webhookId: string, { state, ...page }: DeliveryQuery): Promise<Slice<Delivery>> {
    await this.webhook(this.dataSource.manager, webhookId);
    const query = this.inState(state).andWhere('delivery.webhookId = :webhookId', { webhookId });
    return keysetPage(query, byAge, page);
  }

  /** The same page of each webhook's deliveries, in the order of the ids. */
  async listOfMany(
    webhookIds: readonly string[],
    { state, ...page }: DeliveryQuery,
  ): Promise<Slice<Delivery>[]> {
    const ofWebhook = { expression: 'delivery.webhookId', of: (row: DeliveryRow) => row.webhookId };
    return keysetPages(this.inState(state), byAge, page, ofWebhook, webhookIds);
  }

  /** Sends it again, whatever became of it; what is under way begins anew. @throws AppError `not-found`, `conflict` */
  async redeliver(actor: Actor, webhookId: string, id: string): Promise<Delivery> {
    return this.dataSource.transaction(async (manager) => {
      const webhook = await this.webhook(manager, webhookId);
      refuseDisabled(webhook);
      await manager.query(`${sendAgain} WHERE id = $1 AND webhook_id = $2`, [id, webhookId]);
      const row = await manager.findOneBy(DeliveryTable, { id, webhookId });
      if (!row) throw new AppError('not-found', `There is no delivery ${id} of the webhook ${webhookId}.`);
      await this.audit.record(manager, actor, webhookEntry('redelivered', webhookId, { delivery: id }));
      return row;
    });
  }

  /** Sends all that happened since, and that the webhook wants, again or for the first time; returns how many. */
  async replay(actor: Actor, webhookId: string, since: Date): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const webhook = await this.webhook(manager, webhookId);
      refuseDisabled(webhook);
      const events = (await this.events.since(manager, since)).filter((event) => wantsEvent(webhook, event));
      const rows = events.map((event) => this.rowOf(webhookId, event));
      await manager.query(
        `${insertDeliveries} ON CONFLICT (event_id, webhook_id) DO UPDATE SET state = 'pending',
           attempts = 0, round = delivery.round + 1, queued_at = NULL`,
        [JSON.stringify(rows)],
      );
      const details = { since, events: rows.length };
      await this.audit.record(manager, actor, webhookEntry('replayed', webhookId, details));
      return rows.length;
    });
  }

  private inState(state: Delivery['state'] | undefined) {
    const query = this.dataSource.getRepository(DeliveryTable).createQueryBuilder('delivery');
    return state ? query.andWhere('delivery.state = :state', { state }) : query;
  }

  private async webhook(manager: EntityManager, id: string): Promise<WebhookRow> {
    const row = await manager.findOneBy(WebhookTable, { id });
    if (!row) throw new AppError('not-found', `There is no webhook ${id}.`);
    return row;
  }

  private rowOf(webhookId: string, { id: eventId, type }: StoredEvent) {
    const ids = { id: this.clock.newId(), webhook_id: webhookId, event_id: eventId };
    return { ...ids, type, state: 'pending', attempts: 0, created_at: this.clock.now(), round: 0 };
  }
}

const insertDeliveries = 'INSERT INTO delivery SELECT * FROM json_populate_recordset(NULL::delivery, $1)';
const sendAgain = `UPDATE delivery SET state = 'pending', attempts = 0, round = round + 1, queued_at = NULL`;
const byAge = newestFirst('delivery', 'createdAt', (row: DeliveryRow) => row.createdAt);

function refuseDisabled({ isEnabled, disabledBecause }: WebhookRow): void {
  if (isEnabled) return;
  const why = disabledBecause === null ? '' : `: ${disabledBecause}`;
  throw new AppError('conflict', `The webhook is disabled${why}. Enable it first.`);
}
