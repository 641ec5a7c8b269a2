/** What an exemption decides; the reason that it gives and the category that a policy names say more. */
export const exemptionKinds = ['risk-accepted', 'false-positive', 'mitigated', 'fix-pending'] as const;
export type ExemptionKind = (typeof exemptionKinds)[number];

/** Why the two do not go together, as part of a sentence; null when they do. */
export function justificationFault(kind: ExemptionKind, justification: string | null): string | null {
  if (kind === 'false-positive')
    return justification === null ? 'a false positive says why the flaw does not affect' : null;
  return justification === null ? null : `only a false positive has one, and this is ${kind}`;
}
