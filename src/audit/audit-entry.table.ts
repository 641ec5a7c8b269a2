import { EntitySchema } from 'typeorm';
import type { AuditEntry } from '../contracts/key.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and what no client sees. */
export type AuditEntryRow = AuditEntry & { actorId: string | null; previousHash: string };

export const AuditEntryTable = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  columns: {
    id: {
      type: 'bigint',
      primary: true,
      transformer: { from: Number, to: (id: number) => id },
    },
    at: { type: 'timestamptz', precision: 3 },
    actorId: { type: 'uuid', name: 'actor_id', nullable: true },
    actor: { type: 'text' },
    address: { type: 'text', nullable: true },
    action: { type: 'text' },
    entity: { type: 'text' },
    entityId: { type: 'text', name: 'entity_id' },
    details: { type: 'jsonb' },
    previousHash: { type: 'text', name: 'previous_hash' },
    hash: { type: 'text' },
  } satisfies Columns<AuditEntryRow>,
});
