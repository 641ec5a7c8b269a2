import { EntitySchema } from 'typeorm';
import type { AuditEntry } from '../contracts/key.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and what no client sees. */
export type AuditEntryRow = AuditEntry & { actorId: string | null };

export const AuditEntryTable = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  columns: {
    id: {
      type: 'bigint',
      primary: true,
      generated: 'increment',
      transformer: { from: Number, to: (id: number) => id },
    },
    at: { type: 'timestamptz' },
    actorId: { type: 'uuid', name: 'actor_id', nullable: true },
    actor: { type: 'text' },
    action: { type: 'text' },
    entity: { type: 'text' },
    entityId: { type: 'text', name: 'entity_id' },
    details: { type: 'jsonb' },
  } satisfies Columns<AuditEntryRow>,
});
