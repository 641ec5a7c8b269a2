import { randomBytes } from 'node:crypto';
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
import { secretText } from '../engine/events/webhook-signature.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { secretContext, WebhookSender } from './webhook-sender.service.js';
import { WebhookTable, type WebhookRow } from './webhook.table.js';

const secretBytes = 32;
/** More would each cost something with every event. */
const mostWebhooks = 100;

/** Webhooks: made, changed, removed and tested. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: WebhookSender,
    private readonly box: SecretBox,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Its secret is in the answer and nowhere else. @throws AppError `invalid`, `conflict` */
  async create(actor: Actor, input: CreateWebhook): Promise<CreatedWebhook> {
    await this.sender.refuseAddress(input.url);
    const id = this.clock.newId();
    const secret = randomBytes(secretBytes);
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('ironhull:webhooks'))`);
      if ((await manager.count(WebhookTable)) >= mostWebhooks)
        throw new AppError('conflict', `There are ${mostWebhooks} webhooks already: remove one first.`);
      const row: WebhookRow = {
        ...input,
        id,
        disabledBecause: null,
        failingSince: null,
        createdBy: actor.name,
        createdAt: this.clock.now(),
        sealedSecret: await this.box.seal(secret, secretContext(id), manager),
      };
      await insertRow(manager, WebhookTable, row);
      await this.audit.record(manager, actor, { ...changed('created', id), details: shownInAudit(input) });
      return { ...present(row), secret: secretText(secret) };
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
        await this.audit.record(manager, actor, { ...changed('changed', id), details: shownInAudit(input) });
      }
      return present(await manager.findOneByOrFail(WebhookTable, { id }));
    });
  }

  /** A new secret, which signs from now on; shown this once. @throws AppError `not-found` */
  async renewSecret(actor: Actor, id: string): Promise<CreatedWebhook> {
    const secret = randomBytes(secretBytes);
    return this.dataSource.transaction(async (manager) => {
      const row = await this.row(id);
      const sealedSecret = await this.box.seal(secret, secretContext(id), manager);
      await manager.update(WebhookTable, { id }, { sealedSecret });
      await this.audit.record(manager, actor, changed('secret-renewed', id));
      return { ...present(row), secret: secretText(secret) };
    });
  }

  /** With its deliveries. @throws AppError `not-found` */
  async remove(actor: Actor, id: string): Promise<Webhook> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.row(id);
      await manager.delete(WebhookTable, { id });
      await this.audit.record(manager, actor, { ...changed('removed', id), details: { name: row.name } });
      return present(row);
    });
  }

  async get(id: string): Promise<Webhook> {
    return present(await this.row(id));
  }

  /** Newest first. */
  async list(page: PageArgs): Promise<Slice<Webhook>> {
    const query = this.dataSource.getRepository(WebhookTable).createQueryBuilder('webhook');
    const slice = await keysetPage(query, byAge, page);
    const rows = new Map(slice.rows.map((row) => [row.id, row]));
    return { ...slice, rows: slice.rows.map(present), cursor: ({ id }) => slice.cursor(rows.get(id)!) };
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

  private async row(id: string): Promise<WebhookRow> {
    const row = await this.dataSource.manager.findOneBy(WebhookTable, { id });
    if (!row) throw new AppError('not-found', `There is no webhook ${id}.`);
    return row;
  }
}

const byAge = newestFirst('webhook', 'createdAt', (row: WebhookRow) => row.createdAt);

function present({ sealedSecret: _, ...webhook }: WebhookRow): Webhook {
  return webhook;
}

function changed(step: string, id: string) {
  return { action: `webhook.${step}`, entity: 'webhook', entityId: id };
}

/** Paths and queries of such addresses are often secrets: the log names the host. */
function shownInAudit({ url, ...rest }: ChangeWebhook): Record<string, unknown> {
  return url === undefined ? rest : { ...rest, host: new URL(url).host };
}
