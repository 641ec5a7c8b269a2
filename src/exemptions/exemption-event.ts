import type { EventType } from '../engine/events/cloud-event.js';
import type { Json } from '../engine/model/file-reader.js';
import type { EventDraft } from '../events/event-log.service.js';
import type { ExemptionRow } from './exemption.table.js';

/** The event that a step is; a comment is none. */
const typeOfStep: Readonly<Record<string, EventType>> = {
  requested: 'exemption.requested',
  resubmitted: 'exemption.requested',
  'approval-given': 'exemption.decided',
  approved: 'exemption.decided',
  'changes-asked': 'exemption.decided',
  rejected: 'exemption.decided',
  expiring: 'exemption.expiring',
  expired: 'exemption.ended',
  revoked: 'exemption.ended',
  superseded: 'exemption.ended',
  voided: 'exemption.ended',
  withdrawn: 'exemption.ended',
};

/** What of an exemption an event tells. */
export type ToldExemption = Pick<ExemptionRow, 'id' | 'reason' | 'expiresAt' | 'requestedBy' | 'scope'>;

/** A step of an exemption's life as an event; none where it is no event. */
export function exemptionEvents(
  { id, reason, expiresAt, requestedBy, scope }: ToldExemption,
  step: string,
  by: string,
  because: string | null,
): EventDraft[] {
  const type = typeOfStep[step];
  if (type === undefined) return [];
  const end = expiresAt.toISOString();
  const data = {
    summary: `Exemption ${id} of ${requestedBy}, which is to end on ${end.slice(0, 10)}: ${step} by ${by}.`,
    exemption: id,
    step,
    by,
    because,
    reason,
    requestedBy,
    expiresAt: end,
    scope: { ...scope } satisfies Record<string, Json | undefined> as Json,
  };
  return [{ type, subject: id, data }];
}
