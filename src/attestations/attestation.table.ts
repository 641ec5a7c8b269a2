import { EntitySchema } from 'typeorm';
import type { Attestation } from '../contracts/attestation.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource without its state, which follows from the time. */
export type AttestationRow = Omit<Attestation, 'state'>;

export const AttestationTable = new EntitySchema<AttestationRow>({
  name: 'attestation',
  columns: {
    id: { type: 'uuid', primary: true },
    check: { type: 'text', name: 'check_id' },
    targetId: { type: 'uuid', name: 'target_id' },
    result: { type: 'text' },
    statement: { type: 'text' },
    evidence: { type: 'text', array: true },
    author: { type: 'text' },
    authorId: { type: 'uuid', name: 'author_id' },
    attestedAt: { type: 'timestamptz', name: 'attested_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
    revokedBy: { type: 'text', name: 'revoked_by', nullable: true },
  } satisfies Columns<AttestationRow>,
});
