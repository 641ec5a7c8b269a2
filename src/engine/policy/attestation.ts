import type { Check, Outcome, SectionOutcomes } from '../checks/check.js';
import type { Text } from '../model/text.js';

export const attestationResults = ['pass', 'fail'] as const;
export type AttestationResult = (typeof attestationResults)[number];

/** What somebody vouches for of one check on one target, as the judge takes it. */
export interface AttestationRule {
  readonly id: string;
  readonly check: string;
  /** Id of the target. */
  readonly target: string;
  readonly result: AttestationResult;
  readonly statement: string;
  /** Where what is stated can be looked up: texts and addresses. */
  readonly evidence: readonly string[];
  /** Who vouches for it. */
  readonly author: string;
  /** ISO 8601. */
  readonly attestedAt: string;
  /** ISO 8601. It says nothing from this instant on. */
  readonly expiresAt: string;
}

/**
 * What a check comes to where people may vouch for it: what a program can see wins, and only where the check is
 * undecided the newest attestation in force decides, for as long as it is.
 * @param attestations Those of the target that are not revoked; those that have expired are ignored.
 */
export function attestedOutcome(
  check: Pick<Check, 'id' | 'isAttestable'>,
  outcome: Outcome,
  attestations: readonly AttestationRule[],
  now: Date,
): Outcome {
  if (!check.isAttestable || outcome.result !== 'unknown') return outcome;
  const attestation = newestInForce(
    attestations.filter((one) => one.check === check.id),
    now,
  );
  if (!attestation) return outcome;
  const until = {
    changesAt: earlier(attestation.expiresAt, outcome.changesAt),
    ...(outcome.sections && { sections: decidedSections(outcome.sections) }),
  };
  const told = attestedText(attestation);
  if (attestation.result === 'pass') return { result: 'pass', reason: told, ...until };
  const evidence = attestation.evidence.map((value) => ({ fact: 'attestation.evidence', value }));
  return { result: 'fail', violations: [{ element: '', message: told, evidence }], ...until };
}

/** One whose expiry cannot be read is never in force. */
function newestInForce(attestations: readonly AttestationRule[], now: Date): AttestationRule | undefined {
  return attestations
    .filter(({ expiresAt }) => now.getTime() < Date.parse(expiresAt))
    .reduce<AttestationRule | undefined>(
      (newest, one) => (newest && isNewer(newest, one) ? newest : one),
      undefined,
    );
}

function isNewer(a: AttestationRule, b: AttestationRule): boolean {
  const difference = Date.parse(a.attestedAt) - Date.parse(b.attestedAt);
  return difference === 0 ? a.id > b.id : difference > 0;
}

function earlier(end: string, other: string | undefined): string {
  return other !== undefined && Date.parse(other) < Date.parse(end) ? other : end;
}

/** What is vouched for is what was open: a recommendation that the check itself decided stays as it is. */
function decidedSections(sections: SectionOutcomes): SectionOutcomes {
  return Object.fromEntries(Object.entries(sections).filter(([, { result }]) => result !== 'unknown'));
}

function attestedText({ author, attestedAt, expiresAt, statement, evidence }: AttestationRule): Text {
  const [en, zh] =
    evidence.length === 0
      ? ['', '']
      : [` Evidence: ${evidence.join('; ')}.`, `证据：${evidence.join('；')}。`];
  return {
    en: `Attested by ${author} at ${attestedAt}, until ${expiresAt}: ${statement}${en}`,
    zh: `由 ${author} 于 ${attestedAt} 声明，有效期至 ${expiresAt}：${statement}${zh}`,
  };
}
