import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, page, toPage } from '../contracts/kit/schema.js';
import {
  ChangeWebhook,
  CreatedWebhook,
  CreateWebhook,
  Delivery,
  DeliveryQuery,
  RenewSecretQuery,
  ReplayedEvents,
  ReplayQuery,
  Webhook,
  WebhookQuery,
  WebhookTest,
} from '../contracts/webhook.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { AnsweredOnce } from '../platform/http/idempotency.js';
import { Requires } from '../platform/http/requires.js';
import { FromBody, FromPath, FromQuery, Returns } from '../platform/http/rest-decorators.js';
import { DeliveryRecords } from './delivery-records.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookService } from './webhook.service.js';

@ApiTags('webhooks')
@Controller('v1/webhooks')
export class WebhookController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly secrets: WebhookSecrets,
    private readonly deliveries: DeliveryRecords,
  ) {}

  @Get()
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'Webhooks, newest first; never their secrets.', operationId: 'listWebhooks' })
  @Returns(page(Webhook))
  async list(@FromQuery(WebhookQuery) query: WebhookQuery) {
    return toPage(await this.webhooks.list(query));
  }

  @Post()
  @Requires('webhook:manage')
  @AnsweredOnce()
  @ApiOperation({ summary: 'Make a webhook. Its secret is shown this once.', operationId: 'createWebhook' })
  @Returns(CreatedWebhook, 201, 'Made.')
  async create(@FromBody(CreateWebhook) body: CreateWebhook, @CurrentActor() actor: Actor) {
    return this.webhooks.create(actor, body);
  }

  @Get(':id')
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'A webhook.', operationId: 'getWebhook' })
  @Returns(Webhook)
  async get(@FromPath('id', Id) id: string) {
    return this.webhooks.get(id);
  }

  @Patch(':id')
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'Change a webhook, or enable it again.', operationId: 'changeWebhook' })
  @Returns(Webhook)
  async change(
    @FromPath('id', Id) id: string,
    @FromBody(ChangeWebhook) body: ChangeWebhook,
    @CurrentActor() actor: Actor,
  ) {
    return this.webhooks.change(actor, id, body);
  }

  @Delete(':id')
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'Remove a webhook and its deliveries.', operationId: 'removeWebhook' })
  @Returns(Webhook)
  async remove(@FromPath('id', Id) id: string, @CurrentActor() actor: Actor) {
    return this.webhooks.remove(actor, id);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Requires('webhook:manage')
  @ApiOperation({
    summary: 'A new secret, shown this once. The one before signs as well for a while.',
    operationId: 'renewWebhookSecret',
  })
  @Returns(CreatedWebhook)
  async renewSecret(
    @FromPath('id', Id) id: string,
    @FromQuery(RenewSecretQuery) { overlapHours }: RenewSecretQuery,
    @CurrentActor() actor: Actor,
  ) {
    return this.secrets.renew(actor, id, overlapHours);
  }

  @Delete(':id/secret/previous')
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'End the secret before now.', operationId: 'endPreviousWebhookSecret' })
  @Returns(Webhook)
  async endPreviousSecret(@FromPath('id', Id) id: string, @CurrentActor() actor: Actor) {
    return this.secrets.endPrevious(actor, id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'Send a made-up event now; what came of it?', operationId: 'testWebhook' })
  @Returns(WebhookTest)
  async test(@FromPath('id', Id) id: string) {
    return this.webhooks.test(id);
  }

  @Get(':id/deliveries')
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'What was sent, newest first.', operationId: 'listDeliveries' })
  @Returns(page(Delivery))
  async deliveriesOf(@FromPath('id', Id) id: string, @FromQuery(DeliveryQuery) query: DeliveryQuery) {
    return toPage(await this.deliveries.list(id, query));
  }

  @Post(':id/deliveries/:delivery/redeliver')
  @HttpCode(202)
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'Send an event again.', operationId: 'redeliver' })
  @Returns(Delivery, 202, 'Under way.')
  async redeliver(
    @FromPath('id', Id) id: string,
    @FromPath('delivery', Id) delivery: string,
    @CurrentActor() actor: Actor,
  ) {
    return this.deliveries.redeliver(actor, id, delivery);
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Requires('webhook:manage')
  @ApiOperation({ summary: 'Send all events since a time again.', operationId: 'replayEvents' })
  @Returns(ReplayedEvents, 202, 'Under way.')
  async replay(
    @FromPath('id', Id) id: string,
    @FromQuery(ReplayQuery) { since }: ReplayQuery,
    @CurrentActor() actor: Actor,
  ) {
    return { count: await this.deliveries.replay(actor, id, since) };
  }
}
