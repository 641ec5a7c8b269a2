import { EntitySchema } from 'typeorm';
import type { Webhook } from '../contracts/webhook.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and the sealed bytes of its secret, which no client sees. */
export type WebhookRow = Webhook & { sealedSecret: Buffer };

export const WebhookTable = new EntitySchema<WebhookRow>({
  name: 'webhook',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    url: { type: 'text' },
    format: { type: 'text' },
    types: { type: 'text', array: true },
    repositories: { type: 'text', array: true },
    isEnabled: { type: 'boolean', name: 'is_enabled' },
    disabledBecause: { type: 'text', name: 'disabled_because', nullable: true },
    failingSince: { type: 'timestamptz', name: 'failing_since', nullable: true },
    createdBy: { type: 'text', name: 'created_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    sealedSecret: { type: 'bytea', name: 'sealed_secret' },
  } satisfies Columns<WebhookRow>,
});
