import type { Wire } from '../../client/ironhull-client.js';
import type { CreatedWebhook, Delivery, Webhook, WebhookTest } from '../../contracts/webhook.contract.js';
import { renderFields } from './fields.js';
import { layOut } from './table.js';
import { shown } from './text.js';

/** One webhook, with its secret where that is shown. */
export function renderWebhook({ secret, ...webhook }: Wire<Webhook> & { readonly secret?: string }): string {
  const { id, name, url, format, types, repositories, owners, labels, previousSecretUntil } = webhook;
  const fields: [string, string][] = [
    ['webhook', id],
    ['name', shown(name)],
    ['url', shown(url)],
    ['format', format],
    ['events', types.length === 0 ? 'all' : types.join(', ')],
    ['repositories', repositories.length === 0 ? 'all' : shown(repositories.join(', '))],
    ['owners', owners.length === 0 ? 'all' : shown(owners.join(', '))],
    ['labels', labels.length === 0 ? 'any' : shown(labels.join(', '))],
    ['state', stateOf(webhook)],
  ];
  if (previousSecretUntil !== null) fields.push(['secret before, signs until', previousSecretUntil]);
  if (secret !== undefined) fields.push(['secret, shown this once', secret]);
  return renderFields(fields);
}

/** With what to do at the receiver. */
export function renderRenewedSecret(webhook: Wire<CreatedWebhook>): string {
  const { id, previousSecretUntil } = webhook;
  const next =
    previousSecretUntil === null
      ? ['The secret before signs no more: give the receiver the new one now.']
      : [
          'Until then `webhook-signature` holds two signatures, separated by a space: one of each secret.',
          'A receiver takes a request when any of them is the one that it computes (docs/events.md).',
          `Next: give the receiver the new secret, then: ironhull webhook end-old-secret ${id}`,
        ];
  return `${renderWebhook(webhook)}\n${next.join('\n')}\n`;
}

export function renderWebhooks(webhooks: readonly Wire<Webhook>[], width: number): string {
  if (webhooks.length === 0) return 'There are no webhooks.\n';
  const rows = webhooks.map((one) => [shown(one.name), one.format, stateOf(one), shown(one.url)]);
  return withIds(webhooks, rows, width);
}

export function renderDeliveries(deliveries: readonly Wire<Delivery>[], width: number): string {
  if (deliveries.length === 0) return 'Nothing was sent.\n';
  const rows = deliveries.map(({ createdAt, type, state, attempts, status, error }) => [
    createdAt.replace(/\.\d+Z$/, 'Z'),
    type,
    state,
    `${attempts}×`,
    status === null ? '' : String(status),
    shown(error ?? ''),
  ]);
  return withIds(deliveries, rows, Math.max(width, 120));
}

export function renderTest({ isDelivered, status, latency, excerpt, error }: Wire<WebhookTest>): string {
  const fields: [string, string][] = [['delivered', isDelivered ? 'yes' : 'NO']];
  if (error !== null) fields.push(['why', shown(error)]);
  if (status !== null) fields.push(['status', String(status)]);
  fields.push(['latency', `${latency} ms`]);
  if (excerpt !== null && excerpt !== '') fields.push(['answer', shown(excerpt)]);
  return renderFields(fields);
}

/** Each row behind its id, which is never cut: commands take it. */
function withIds(
  items: readonly { readonly id: string }[],
  rows: readonly string[][],
  width: number,
): string {
  const lines = layOut(rows, width - 38);
  return items.map(({ id }, index) => `${id}  ${lines[index]}\n`).join('');
}

function stateOf({ isEnabled, disabledBecause, failingSince }: Wire<Webhook>): string {
  if (!isEnabled) return disabledBecause === null ? 'disabled' : `disabled: ${shown(disabledBecause)}`;
  return failingSince === null ? 'enabled' : `enabled; failing since ${failingSince}`;
}
