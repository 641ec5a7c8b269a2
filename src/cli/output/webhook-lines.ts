import type { Wire } from '../../client/ironhull-client.js';
import type { Delivery, Webhook, WebhookTest } from '../../contracts/webhook.contract.js';
import { renderFields } from './fields.js';
import { layOut } from './table.js';
import { shown } from './text.js';

/** One webhook, with its secret where that is shown. */
export function renderWebhook({ secret, ...webhook }: Wire<Webhook> & { readonly secret?: string }): string {
  const { id, name, url, format, types, repositories } = webhook;
  const fields: [string, string][] = [
    ['webhook', id],
    ['name', shown(name)],
    ['url', shown(url)],
    ['format', format],
    ['events', types.length === 0 ? 'all' : types.join(', ')],
    ['repositories', repositories.length === 0 ? 'all' : shown(repositories.join(', '))],
    ['state', stateOf(webhook)],
  ];
  if (secret !== undefined) fields.push(['secret, shown this once', secret]);
  return renderFields(fields);
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
