import { EntitySchema } from 'typeorm';
import type { Exemption } from '../contracts/exemption.contract.js';
import type { ApprovalRecord } from '../engine/policy/exemption-end.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and what is kept beside it. Times within JSON are texts in ISO 8601. */
export type ExemptionRow = Omit<Exemption, 'approvals' | 'comments' | 'covers' | 'attachments'> & {
  /** The key that asked for it: nobody decides on what they asked for themselves. */
  requesterId: string;
  /** With the keys that gave them: none counts twice. */
  approvals: readonly { keyId: string; by: string; at: string }[];
  comments: readonly { author: string; at: string; text: string }[];
  attachments: readonly (Omit<Exemption['attachments'][number], 'addedAt'> & { addedAt: string })[];
  /** Null until it is approved. */
  knownAtApproval: ApprovalRecord | null;
  /** Days before its end that reminders were last looked for at; null: never. */
  lookedDays: number | null;
};

export const ExemptionTable = new EntitySchema<ExemptionRow>({
  name: 'exemption',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    scope: { type: 'jsonb' },
    kind: { type: 'text' },
    justification: { type: 'text', nullable: true },
    reason: { type: 'text' },
    category: { type: 'text', nullable: true },
    ticket: { type: 'text', nullable: true },
    compensatingControl: { type: 'text', name: 'compensating_control', nullable: true },
    endsWhen: { type: 'jsonb', name: 'ends_when' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    requestedBy: { type: 'text', name: 'requested_by' },
    requesterId: { type: 'uuid', name: 'requester_id' },
    requestedAt: { type: 'timestamptz', name: 'requested_at' },
    approvals: { type: 'jsonb' },
    approvalsNeeded: { type: 'int', name: 'approvals_needed' },
    decidedBy: { type: 'text', name: 'decided_by', nullable: true },
    decidedAt: { type: 'timestamptz', name: 'decided_at', nullable: true },
    comment: { type: 'text', nullable: true },
    comments: { type: 'jsonb' },
    renews: { type: 'uuid', nullable: true },
    supersededBy: { type: 'uuid', name: 'superseded_by', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    endedBecause: { type: 'jsonb', name: 'ended_because', nullable: true },
    attachments: { type: 'jsonb' },
    lookedDays: { type: 'int', name: 'looked_days', nullable: true },
    knownAtApproval: { type: 'jsonb', name: 'known_at_approval', nullable: true },
  } satisfies Columns<ExemptionRow>,
});
