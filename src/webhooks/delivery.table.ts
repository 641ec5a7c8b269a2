import { EntitySchema } from 'typeorm';
import type { Delivery } from '../contracts/webhook.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and how far it is on its way. */
export type DeliveryRow = Delivery & {
  /** Counts up each time that it is sent again: its jobs are others then. */
  round: number;
  /** When its job was put into the queue; null: it is not there yet. */
  queuedAt: Date | null;
};

export const DeliveryTable = new EntitySchema<DeliveryRow>({
  name: 'delivery',
  columns: {
    id: { type: 'uuid', primary: true },
    webhookId: { type: 'uuid', name: 'webhook_id' },
    eventId: { type: 'uuid', name: 'event_id' },
    type: { type: 'text' },
    state: { type: 'text' },
    attempts: { type: 'int' },
    attemptedAt: { type: 'timestamptz', name: 'attempted_at', nullable: true },
    status: { type: 'int', nullable: true },
    latency: { type: 'int', nullable: true },
    excerpt: { type: 'text', nullable: true },
    error: { type: 'text', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    round: { type: 'int' },
    queuedAt: { type: 'timestamptz', name: 'queued_at', nullable: true },
  } satisfies Columns<DeliveryRow>,
});
