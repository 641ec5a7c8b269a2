import { z } from 'zod';
import { webhookFormats } from '../engine/events/webhook-format.js';
import { Event, EventType } from './event.contract.js';
import { LabelField, LabelMatch } from './label.contract.js';
import { fieldsOf, mutations, op, queries } from './kit/operation.js';
import { BigCount, connection, DateTime, Id, PageArgs } from './kit/schema.js';

export const WebhookFormat = z.enum(webhookFormats).meta({ id: 'WebhookFormat' });

export const Webhook = z
  .object({
    id: Id,
    name: z.string().min(1).max(100),
    url: z
      .string()
      .max(2_000)
      .refine(isAddress, 'expected a URL of https (or http within an allowed network) without a user')
      .describe('Where events are sent. Its path and query are secrets of many services.'),
    format: WebhookFormat,
    types: z.array(EventType).max(20).describe('Events that are sent; none: all.'),
    repositories: z
      .array(z.string().min(1).max(500))
      .max(50)
      .describe('Globs over repositories: events about other targets are left out; none: all.'),
    owners: z
      .array(LabelField)
      .max(50)
      .describe('Teams: events about targets that others answer for are left out; none: all.'),
    labels: z
      .array(LabelMatch)
      .max(50)
      .describe(
        '`name=value`, or a name with any value: events about targets without one of them are left out.',
      ),
    isEnabled: z.boolean(),
    disabledBecause: z.string().nullable().describe('Why the service disabled it; null: it did not.'),
    failingSince: DateTime.nullable().describe(
      'When the first delivery failed after the last one that succeeded.',
    ),
    previousSecretUntil: DateTime.nullable().describe(
      'Until when what is sent is signed with the secret before as well; null: it is not.',
    ),
    createdBy: z.string(),
    createdAt: DateTime,
  })
  .meta({ id: 'Webhook', description: 'Where events are sent as they happen.' });
export interface Webhook extends z.output<typeof Webhook> {}

const { name, url, format, types, repositories, owners, labels, isEnabled } = Webhook.shape;

export const CreateWebhook = z
  .strictObject({
    name,
    url,
    format: format.default('cloudevents'),
    types: types.default([]),
    repositories: repositories.default([]),
    owners: owners.default([]),
    labels: labels.default([]),
    isEnabled: isEnabled.default(true),
  })
  .meta({ id: 'CreateWebhookInput' });
export interface CreateWebhook extends z.output<typeof CreateWebhook> {}

export const ChangeWebhook = z
  .strictObject({
    name: name.optional(),
    url: url.optional(),
    format: format.optional(),
    types: types.optional(),
    repositories: repositories.optional(),
    owners: owners.optional(),
    labels: labels.optional(),
    isEnabled: isEnabled.optional().describe('True takes back that the service disabled it.'),
  })
  .meta({ id: 'ChangeWebhookInput' });
export interface ChangeWebhook extends z.output<typeof ChangeWebhook> {}

const longestOverlap = 7 * 24;
export const RenewSecretQuery = z.strictObject({
  overlapHours: z.coerce
    .number()
    .int()
    .min(0)
    .max(longestOverlap)
    .default(24)
    .describe('Hours for which the secret before signs as well; 0: it ends at once.'),
});
export interface RenewSecretQuery extends z.output<typeof RenewSecretQuery> {}

export const CreatedWebhook = z
  .object({ ...Webhook.shape, secret: z.string().describe('Signs what is sent. Shown this once.') })
  .meta({ id: 'CreatedWebhook' });
export interface CreatedWebhook extends z.output<typeof CreatedWebhook> {}

export const DeliveryState = z.enum(['pending', 'delivered', 'dead']).meta({
  id: 'DeliveryState',
  description: 'Dead: it was given up; it can be sent again.',
});

export const Delivery = z
  .object({
    id: Id,
    webhookId: Id,
    eventId: Id,
    type: EventType,
    state: DeliveryState,
    attempts: z.int32(),
    attemptedAt: DateTime.nullable(),
    status: z.int32().nullable().describe('HTTP status of the last answer; null: there was none.'),
    latency: z.int32().nullable().describe('Of the last attempt, in milliseconds.'),
    excerpt: z.string().nullable().describe('How the last answer begins.'),
    error: z.string().nullable().describe('Why the last attempt failed.'),
    createdAt: DateTime,
  })
  .meta({ id: 'Delivery', description: 'One event on its way to one webhook.' });
export interface Delivery extends z.output<typeof Delivery> {}

export const DeliveryQuery = z.strictObject({
  state: DeliveryState.optional().describe('`dead`: the dead letters.'),
  ...PageArgs.shape,
});
export interface DeliveryQuery extends z.output<typeof DeliveryQuery> {}

export const WebhookQuery = z.strictObject(PageArgs.shape);
export interface WebhookQuery extends z.output<typeof WebhookQuery> {}

export const ReplayQuery = z.strictObject({ since: DateTime.describe('Events of that time and later.') });
export interface ReplayQuery extends z.output<typeof ReplayQuery> {}

export const ReplayedEvents = z
  .object({ count: BigCount.describe('Deliveries that are under way now.') })
  .meta({ id: 'ReplayedEvents' });

export const WebhookTest = z
  .object({
    isDelivered: z.boolean(),
    status: z.int32().nullable(),
    latency: z.int32(),
    excerpt: z.string().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'WebhookTest', description: 'What came of sending a made-up event.' });
export interface WebhookTest extends z.output<typeof WebhookTest> {}

const byId = z.object({ id: Id });
const manage = 'webhook:manage';
export const webhookGraphql = {
  ...queries({
    webhook: op(manage, 'One webhook.', byId, Webhook.nullable()),
    webhooks: op(manage, 'Webhooks, newest first; never their secrets.', PageArgs, connection(Webhook)),
  }),
  ...mutations({
    createWebhook: op(
      manage,
      'Make a webhook. Its secret is shown this once.',
      z.object({ input: CreateWebhook }),
      CreatedWebhook,
    ),
    changeWebhook: op(
      manage,
      'Change a webhook, or enable it again.',
      byId.extend({ input: ChangeWebhook }),
      Webhook,
    ),
    removeWebhook: op(manage, 'Remove a webhook and its deliveries.', byId, Webhook),
    renewWebhookSecret: op(
      manage,
      'A new secret, shown this once. The one before signs as well for a while.',
      byId.extend(RenewSecretQuery.shape),
      CreatedWebhook,
    ),
    endPreviousWebhookSecret: op(manage, 'End the secret before now.', byId, Webhook),
    testWebhook: op(manage, 'Send a made-up event now; what came of it?', byId, WebhookTest),
    redeliver: op(manage, 'Send an event again.', z.object({ webhookId: Id, deliveryId: Id }), Delivery),
    replayEvents: op(
      manage,
      'Send all events since a time again.',
      byId.extend(ReplayQuery.shape),
      ReplayedEvents,
    ),
  }),
  webhookDeliveries: fieldsOf(Webhook, {
    deliveries: op(
      manage,
      'What was sent, newest first.',
      z.object(DeliveryQuery.shape),
      connection(Delivery),
    ),
  }).deliveries,
  deliveryEvent: fieldsOf(Delivery, {
    event: op(manage, 'What it tells; null: it is not kept any more.', z.object({}), Event.nullable()),
  }).event,
};

function isAddress(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password, hash } = new URL(text);
  return username + password + hash === '';
}
