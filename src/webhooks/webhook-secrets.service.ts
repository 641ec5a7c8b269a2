import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThanOrEqual, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { CreatedWebhook, Webhook } from '../contracts/webhook.contract.js';
import { secretText } from '../engine/events/webhook-signature.js';
import { systemActor, type Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { SealedError, SecretBox } from '../platform/secrets/secret-box.js';
import { webhookEntry } from './webhook-entry.js';
import { secretContext } from './webhook-sender.service.js';
import { presentWebhook } from './webhook-view.js';
import { WebhookTable, type WebhookRow } from './webhook.table.js';

const secretBytes = 32;
const hour = 3_600_000;
/** No secret before the newest one. */
const none = { previousSealedSecret: null, previousSecretUntil: null } as const;

/** A secret as whoever receives needs it, and as it is kept. */
export interface MadeSecret {
  readonly text: string;
  readonly sealed: Buffer;
}

/** What webhooks sign with: made, renewed and ended. */
@Injectable()
export class WebhookSecrets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async make(manager: EntityManager, webhookId: string): Promise<MadeSecret> {
    const secret = randomBytes(secretBytes);
    const sealed = await this.box.seal(secret, secretContext(webhookId), manager);
    return { text: secretText(secret), sealed };
  }

  /**
   * A new secret, which signs from now on; shown this once. The one before signs beside it for a while; the one before
   * that no more.
   * @param overlapHours how long; 0: no time at all. One that cannot be opened any more does not sign either.
   * @throws AppError `not-found`
   */
  async renew(actor: Actor, id: string, overlapHours: number): Promise<CreatedWebhook> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, id);
      const { text, sealed } = await this.make(manager, id);
      const now = this.clock.now();
      const isKept = overlapHours > 0 && (await this.canOpen(manager, row));
      const until = new Date(now.getTime() + overlapHours * hour);
      const previous = isKept ? { previousSealedSecret: row.sealedSecret, previousSecretUntil: until } : none;
      const change = { sealedSecret: sealed, ...previous };
      await manager.update(WebhookTable, { id }, change);
      const { previousSecretUntil } = change;
      await this.audit.record(manager, actor, webhookEntry('secret-renewed', id, { previousSecretUntil }));
      return { ...presentWebhook({ ...row, ...change }, now), secret: text };
    });
  }

  /** Ends the secret before now. There is none: nothing changes. @throws AppError `not-found` */
  async endPrevious(actor: Actor, id: string): Promise<Webhook> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, id);
      if (row.previousSecretUntil !== null) await this.end(manager, actor, row);
      return presentWebhook({ ...row, ...none }, this.clock.now());
    });
  }

  /** Forgets those whose time is over. They have signed nothing since then, whenever this is done. */
  async endDue(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows = await manager.find(WebhookTable, {
        where: { previousSecretUntil: LessThanOrEqual(this.clock.now()) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      for (const row of rows) await this.end(manager, systemActor, row);
    });
  }

  private async end(
    manager: EntityManager,
    actor: Actor,
    { id, previousSecretUntil }: WebhookRow,
  ): Promise<void> {
    await manager.update(WebhookTable, { id }, none);
    const details = { until: previousSecretUntil };
    await this.audit.record(manager, actor, webhookEntry('previous-secret-ended', id, details));
  }

  private async canOpen(manager: EntityManager, { id, sealedSecret }: WebhookRow): Promise<boolean> {
    try {
      await this.box.open(sealedSecret, secretContext(id), manager);
      return true;
    } catch (error) {
      if (error instanceof SealedError) return false;
      throw error;
    }
  }
}

async function locked(manager: EntityManager, id: string): Promise<WebhookRow> {
  const row = await manager.findOne(WebhookTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new AppError('not-found', `There is no webhook ${id}.`);
  return row;
}
