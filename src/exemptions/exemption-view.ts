import type { Exemption } from '../contracts/exemption.contract.js';
import { type ExemptionStep, allowedSteps, refusalOf, stateAt } from '../engine/policy/exemption-life.js';
import { AppError } from '../platform/errors/app-error.js';
import type { ExemptionRow } from './exemption.table.js';

/** A stored exemption as the API shows it at a time, whether or not anything has noted that it expired. */
export function present(
  {
    requesterId: _requester,
    knownAtApproval: _known,
    lookedDays: _looked,
    approvals,
    attachments,
    comments,
    ...row
  }: ExemptionRow,
  now: Date,
): Exemption {
  const state = stateAt(row.state, row.expiresAt, now);
  return {
    ...row,
    state,
    approvals: approvals.map(({ by, at }) => ({ by, at: new Date(at) })),
    attachments: attachments.map((one) => ({ ...one, addedAt: new Date(one.addedAt) })),
    comments: comments.map((comment) => ({ ...comment, at: new Date(comment.at) })),
    covers: null,
    endedAt: state === 'expired' ? row.expiresAt : row.endedAt,
  };
}

/** @throws AppError `transition-refused`, with the state and what is allowed in it. */
export function refuseOutOfOrder(row: ExemptionRow, step: ExemptionStep, now: Date): void {
  const state = stateAt(row.state, row.expiresAt, now);
  const isOver = row.expiresAt <= now;
  const refusal = refusalOf(step, state, isOver);
  if (refusal === null) return;
  throw new AppError('transition-refused', refusal, { state, allowed: allowedSteps(state, isOver) });
}
