import { EntitySchema } from 'typeorm';
import type { Webhook } from '../contracts/webhook.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and the sealed bytes of its secrets, which no client sees. */
export type WebhookRow = Webhook & {
  sealedSecret: Buffer;
  /** Signs as well until the time that is told of it, and is of no use afterwards; null: there is none. */
  previousSealedSecret: Buffer | null;
};

export const WebhookTable = new EntitySchema<WebhookRow>({
  name: 'webhook',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    url: { type: 'text' },
    format: { type: 'text' },
    types: { type: 'text', array: true },
    repositories: { type: 'text', array: true },
    owners: { type: 'text', array: true },
    labels: { type: 'text', array: true },
    isEnabled: { type: 'boolean', name: 'is_enabled' },
    disabledBecause: { type: 'text', name: 'disabled_because', nullable: true },
    failingSince: { type: 'timestamptz', name: 'failing_since', nullable: true },
    previousSecretUntil: { type: 'timestamptz', name: 'previous_secret_until', nullable: true },
    createdBy: { type: 'text', name: 'created_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    sealedSecret: { type: 'bytea', name: 'sealed_secret' },
    previousSealedSecret: { type: 'bytea', name: 'previous_sealed_secret', nullable: true },
  } satisfies Columns<WebhookRow>,
});
