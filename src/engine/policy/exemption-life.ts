export const exemptionStates = [
  'requested',
  'changes-asked',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'revoked',
  'voided',
  'superseded',
] as const;
export type ExemptionState = (typeof exemptionStates)[number];

/** Each step that somebody takes: from which states, where it leads, and who may take it. */
export const exemptionSteps = {
  approve: { from: ['requested'], to: 'approved', by: 'another' },
  'ask-changes': { from: ['requested'], to: 'changes-asked', by: 'another' },
  resubmit: { from: ['changes-asked'], to: 'requested', by: 'requester' },
  reject: { from: ['requested', 'changes-asked'], to: 'rejected', by: 'another' },
  withdraw: { from: ['requested', 'changes-asked'], to: 'withdrawn', by: 'requester' },
  revoke: { from: ['approved'], to: 'revoked', by: 'anyone' },
  renew: { from: ['approved'], to: 'approved', by: 'anyone' },
} as const satisfies Record<
  string,
  { from: readonly ExemptionState[]; to: ExemptionState; by: 'another' | 'requester' | 'anyone' }
>;
export type ExemptionStep = keyof typeof exemptionSteps;

const stepNames = Object.keys(exemptionSteps) as ExemptionStep[];

/** The state at a time: an approved exemption is expired from its end on, to the instant. */
export function stateAt(state: ExemptionState, expiresAt: Date, now: Date): ExemptionState {
  return state === 'approved' && expiresAt <= now ? 'expired' : state;
}

/** What can be done with it; one whose end has passed is not approved any more. */
export function allowedSteps(state: ExemptionState, isOver: boolean): ExemptionStep[] {
  return stepNames.filter((step) => isFrom(step, state) && !(isOver && step === 'approve'));
}

/** Why the step cannot be taken, as a sentence; null when it can. */
export function refusalOf(step: ExemptionStep, state: ExemptionState, isOver: boolean): string | null {
  const allowed = allowedSteps(state, isOver);
  if (allowed.includes(step)) return null;
  if (isFrom(step, state)) return 'The exemption would have ended already; ask for a later end.';
  const wanted = exemptionSteps[step].from.join(' or ');
  const rest =
    allowed.length > 0 ? `Allowed now: ${allowed.join(', ')}.` : 'Nothing can be done with it any more.';
  return `The exemption is ${state}; to ${step} it, it must be ${wanted}. ${rest}`;
}

function isFrom(step: ExemptionStep, state: ExemptionState): boolean {
  return exemptionSteps[step].from.some((from) => from === state);
}
