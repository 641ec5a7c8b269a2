import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { EventLog } from '../events/event-log.service.js';
import { systemActor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import type { DueDelivery } from './delivery-records.service.js';
import { DeliveryTable } from './delivery.table.js';
import { webhookEntry } from './webhook-entry.js';
import { WebhookSender, type Attempt } from './webhook-sender.service.js';
import { WebhookTable, type WebhookRow } from './webhook.table.js';

/** A webhook that took nothing for this long is disabled with the next delivery that is given up, in milliseconds. */
const disabledAfter = 72 * 3_600_000;

/** An attempt failed. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    message: string,
    /** Whether to try it again cannot help: the receiver said that it is gone, or the webhook is disabled. */
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

/** Delivers events: what a job does, and what is noted of it. */
@Injectable()
export class WebhookDelivery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly sender: WebhookSender,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** One attempt. @throws DeliveryError when it failed */
  async attempt(job: string, signal: AbortSignal): Promise<void> {
    const { id, round } = deliveryOf(job);
    const { manager } = this.dataSource;
    const delivery = await manager.findOneBy(DeliveryTable, { id });
    if (delivery?.state !== 'pending' || delivery.round !== round) return;
    const webhook = await manager.findOneBy(WebhookTable, { id: delivery.webhookId });
    const event = await this.events.find(delivery.eventId);
    if (!webhook || !event) return;
    if (!webhook.isEnabled) throw new DeliveryError('the webhook is disabled', true);
    const { type, subject, at, position: sequence, data } = event;
    const told = { id: event.id, type, subject, time: at.toISOString(), sequence, data };
    const attempt = await this.sender.send(webhook, told, signal);
    await this.note(id, round, webhook.id, attempt);
    if (attempt.isDelivered) return;
    const isGone = attempt.status === 410;
    if (isGone) await this.disable(webhook, 'the receiver answered 410: it is gone');
    throw new DeliveryError(attempt.error ?? 'it failed', isGone);
  }

  /** There will be no more attempts. */
  async gaveUp(job: string, reason: string): Promise<void> {
    const { id, round } = deliveryOf(job);
    await this.dataSource.query(
      `UPDATE delivery SET state = 'dead', error = coalesce(error, $3)
       WHERE id = $1 AND round = $2 AND state = 'pending'`,
      [id, round, reason],
    );
    const delivery = await this.dataSource.manager.findOneBy(DeliveryTable, { id });
    const webhook =
      delivery && (await this.dataSource.manager.findOneBy(WebhookTable, { id: delivery.webhookId }));
    if (!webhook?.failingSince) return;
    if (this.clock.now().getTime() - webhook.failingSince.getTime() < disabledAfter) return;
    const since = webhook.failingSince.toISOString();
    await this.disable(webhook, `no delivery succeeded since ${since}; the last one: ${reason}`);
  }

  private async note(id: string, round: number, webhookId: string, attempt: Attempt): Promise<void> {
    const { isDelivered, status, latency, excerpt, error } = attempt;
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE delivery SET attempts = attempts + 1, attempted_at = $3, status = $4, latency = $5, excerpt = $6,
           error = $7, state = CASE WHEN $8 THEN 'delivered' ELSE state END
         WHERE id = $1 AND round = $2 AND state = 'pending'`,
        [id, round, now, status, latency, excerpt, error, isDelivered],
      );
      // Written where it is another one only: deliveries of one webhook do not wait for each other.
      await manager.query(
        isDelivered
          ? 'UPDATE webhook SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL'
          : 'UPDATE webhook SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL',
        isDelivered ? [webhookId] : [webhookId, now],
      );
    });
  }

  private async disable({ id }: WebhookRow, disabledBecause: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const change = { isEnabled: false, disabledBecause };
      const { affected } = await manager.update(WebhookTable, { id, isEnabled: true }, change);
      if (affected !== 1) return;
      const entry = webhookEntry('disabled', id, { because: disabledBecause });
      await this.audit.record(manager, systemActor, entry);
    });
  }
}

/** The job's id says which delivery it is, and the how manieth time that it is sent. */
export function deliveryJob({ id, round }: DueDelivery): string {
  return `${id}:${round}`;
}

function deliveryOf(job: string): DueDelivery {
  const [id = '', round = ''] = job.split(':');
  return { id, round: Number(round) };
}
