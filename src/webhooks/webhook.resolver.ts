import { Resolver } from '@nestjs/graphql';
import type { Args } from '../contracts/kit/operation.js';
import { toConnection } from '../contracts/kit/schema.js';
import { webhookGraphql as api, type Delivery, type Webhook } from '../contracts/webhook.contract.js';
import { EventLog } from '../events/event-log.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/caller.js';
import { Handles } from '../platform/http/graphql-decorators.js';
import { Loaders } from '../platform/http/loaders.js';
import { DeliveryRecords } from './delivery-records.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookService } from './webhook.service.js';

@Resolver()
export class WebhookResolver {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly secrets: WebhookSecrets,
    private readonly records: DeliveryRecords,
    private readonly events: EventLog,
  ) {}

  @Handles(api.webhook)
  async find({ id }: Args<typeof api.webhook>) {
    return this.webhooks.find(id);
  }

  @Handles(api.webhooks)
  async list(page: Args<typeof api.webhooks>) {
    return toConnection(await this.webhooks.list(page));
  }

  @Handles(api.createWebhook)
  async create({ input }: Args<typeof api.createWebhook>, @CurrentActor() actor: Actor) {
    return this.webhooks.create(actor, input);
  }

  @Handles(api.changeWebhook)
  async change({ id, input }: Args<typeof api.changeWebhook>, @CurrentActor() actor: Actor) {
    return this.webhooks.change(actor, id, input);
  }

  @Handles(api.removeWebhook)
  async remove({ id }: Args<typeof api.removeWebhook>, @CurrentActor() actor: Actor) {
    return this.webhooks.remove(actor, id);
  }

  @Handles(api.renewWebhookSecret)
  async renewSecret({ id, overlapHours }: Args<typeof api.renewWebhookSecret>, @CurrentActor() actor: Actor) {
    return this.secrets.renew(actor, id, overlapHours);
  }

  @Handles(api.endPreviousWebhookSecret)
  async endPreviousSecret({ id }: Args<typeof api.endPreviousWebhookSecret>, @CurrentActor() actor: Actor) {
    return this.secrets.endPrevious(actor, id);
  }

  @Handles(api.testWebhook)
  async test({ id }: Args<typeof api.testWebhook>) {
    return this.webhooks.test(id);
  }

  @Handles(api.redeliver)
  async redeliver({ webhookId, deliveryId }: Args<typeof api.redeliver>, @CurrentActor() actor: Actor) {
    return this.records.redeliver(actor, webhookId, deliveryId);
  }

  @Handles(api.replayEvents)
  async replay({ id, since }: Args<typeof api.replayEvents>, @CurrentActor() actor: Actor) {
    return { count: await this.records.replay(actor, id, since) };
  }

  @Handles(api.webhookDeliveries)
  async deliveries(webhook: Webhook, query: Args<typeof api.webhookDeliveries>, @Loaders() loaders: Loaders) {
    const load = (ids: readonly string[]) => this.records.listOfMany(ids, query);
    return toConnection(await loaders.with('deliveries', query, load).load(webhook.id));
  }

  @Handles(api.deliveryEvent)
  async event(delivery: Delivery, _: Args<typeof api.deliveryEvent>, @Loaders() loaders: Loaders) {
    return loaders.of('event', (ids) => this.events.findMany(ids)).load(delivery.eventId);
  }
}
