import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { PageArgs, Slice } from '../contracts/kit/schema.js';
import type {
  ChangeWebhook,
  CreatedWebhook,
  CreateWebhook,
  Webhook,
  WebhookTest,
} from '../contracts/webhook.contract.js';
import { testType } from '../engine/events/cloud-event.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { webhookEntry } from './webhook-entry.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookSender } from './webhook-sender.service.js';
import { presentWebhook } from './webhook-view.js';
import { WebhookTable, type WebhookRow } from './webhook.table.js';

/** More would each cost something with every event. */
const mostWebhooks = 100;

/** Webhooks: made, changed, removed and tested. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: WebhookSender,
    private readonly secrets: WebhookSecrets,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Its secret is in the answer and nowhere else. @throws AppError `invalid`, `conflict` */
  async create(actor: Actor, input: CreateWebhook): Promise<CreatedWebhook> {
    await this.sender.refuseAddress(input.url);
    const id = this.clock.newId();
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('ironhull:webhooks'))`);
      if ((await manager.count(WebhookTable)) >= mostWebhooks)
        throw new AppError('conflict', `There are ${mostWebhooks} webhooks already: remove one first.`);
      const { text, sealed } = await this.secrets.make(manager, id);
      const row: WebhookRow = {
        ...input,
        id,
        disabledBecause: null,
        failingSince: null,
        createdBy: actor.name,
        createdAt: this.clock.now(),
        sealedSecret: sealed,
        previousSealedSecret: null,
        previousSecretUntil: null,
      };
      await insertRow(manager, WebhookTable, row);
      await this.audit.record(manager, actor, webhookEntry('created', id, shownInAudit(input)));
      return { ...this.present(row), secret: text };
    });
  }

  /** @throws AppError `not-found`, `invalid` */
  async change(actor: Actor, id: string, input: ChangeWebhook): Promise<Webhook> {
    if (input.url !== undefined) await this.sender.refuseAddress(input.url);
    return this.dataSource.transaction(async (manager) => {
      await this.row(id);
      const enabled = input.isEnabled === true ? { disabledBecause: null, failingSince: null } : {};
      const change = { ...input, ...enabled };
      if (Object.keys(change).length > 0) {
        await manager.update(WebhookTable, { id }, change);
        await this.audit.record(manager, actor, webhookEntry('changed', id, shownInAudit(input)));
      }
      return this.present(await manager.findOneByOrFail(WebhookTable, { id }));
    });
  }

  /** With its deliveries. @throws AppError `not-found` */
  async remove(actor: Actor, id: string): Promise<Webhook> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.row(id);
      await manager.delete(WebhookTable, { id });
      await this.audit.record(manager, actor, webhookEntry('removed', id, { name: row.name }));
      return this.present(row);
    });
  }

  async find(id: string): Promise<Webhook | null> {
    const row = await this.dataSource.manager.findOneBy(WebhookTable, { id });
    return row && this.present(row);
  }

  async get(id: string): Promise<Webhook> {
    return this.present(await this.row(id));
  }

  /** Newest first. */
  async list(page: PageArgs): Promise<Slice<Webhook>> {
    const query = this.dataSource.getRepository(WebhookTable).createQueryBuilder('webhook');
    const slice = await keysetPage(query, byAge, page);
    const rows = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map((row) => this.present(row)),
      cursor: ({ id }) => slice.cursor(rows.get(id)!),
    };
  }

  /** Sends a made-up event now, whether it is enabled or not. @throws AppError `not-found` */
  async test(id: string): Promise<WebhookTest> {
    const webhook = await this.row(id);
    const time = this.clock.now().toISOString();
    const data = { summary: `A test of the webhook "${webhook.name}".` };
    return this.sender.send(webhook, {
      id: this.clock.newId(),
      type: testType,
      subject: id,
      time,
      sequence: null,
      data,
    });
  }

  private present(row: WebhookRow): Webhook {
    return presentWebhook(row, this.clock.now());
  }

  private async row(id: string): Promise<WebhookRow> {
    const row = await this.dataSource.manager.findOneBy(WebhookTable, { id });
    if (!row) throw new AppError('not-found', `There is no webhook ${id}.`);
    return row;
  }
}

const byAge = newestFirst('webhook', 'createdAt', (row: WebhookRow) => row.createdAt);

/** Paths and queries of such addresses are often secrets: the log names the host. */
function shownInAudit({ url, ...rest }: ChangeWebhook): Record<string, unknown> {
  return url === undefined ? rest : { ...rest, host: new URL(url).host };
}
