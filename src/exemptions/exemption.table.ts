import { EntitySchema } from 'typeorm';
import type { Exemption } from '../contracts/exemption.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and the key that asked for it: nobody decides on what they asked for themselves. */
export type ExemptionRow = Exemption & { requesterId: string };

export const ExemptionTable = new EntitySchema<ExemptionRow>({
  name: 'exemption',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    scope: { type: 'jsonb' },
    reason: { type: 'text' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    requestedBy: { type: 'text', name: 'requested_by' },
    requesterId: { type: 'uuid', name: 'requester_id' },
    requestedAt: { type: 'timestamptz', name: 'requested_at' },
    decidedBy: { type: 'text', name: 'decided_by', nullable: true },
    decidedAt: { type: 'timestamptz', name: 'decided_at', nullable: true },
    comment: { type: 'text', nullable: true },
  } satisfies Columns<ExemptionRow>,
});
