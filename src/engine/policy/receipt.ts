import type { AdvisoryDatabase } from '../checks/check.js';
import type { ReceiptInputs } from '../model/verdict.js';
import type { AttestationRule } from './attestation.js';
import { digestOf } from './canonical-json.js';
import type { VexRule } from '../vex/vex-statement.js';
import type { ExemptionRule } from './exemption-rule.js';

/** What pins a judgement. */
export interface ReceiptSources {
  /** Names the facts, as kept with the snapshot. */
  readonly factsDigest: string;
  readonly database: Pick<AdvisoryDatabase, 'snapshot'>;
  /** As `parsePolicy` gives it. */
  readonly policyHash: string;
  /** All that the judge was given, whether they covered anything or not. */
  readonly exemptions: readonly ExemptionRule[];
  /** All of the target that the judge was given, whether they decided anything or not. */
  readonly attestations: readonly AttestationRule[];
  /** Those that speak of the target's flaws, whether they decided anything or not. */
  readonly vex: readonly VexRule[];
  /** When the facts were last observed (ISO 8601); null: not known. */
  readonly scannedAt: string | null;
  readonly now: Date;
}

/** The inputs of a judgement by their digests. The order of exemptions, attestations and statements means nothing;
 * their content does. */
export function receiptInputs({
  factsDigest,
  database,
  policyHash,
  exemptions,
  attestations,
  vex,
  scannedAt,
  now,
}: ReceiptSources): ReceiptInputs {
  const rules = exemptions.map((rule) => digestOf({ ...rule })).sort();
  return {
    factsDigest,
    advisorySnapshot: database.snapshot,
    policyHash,
    exemptionsDigest: digestOf(rules),
    attestationsDigest: digestOf(attestations.map((attestation) => digestOf(attestation)).sort()),
    vexDigest: digestOf(vex.map((rule) => digestOf({ ...rule })).sort()),
    scannedAt,
    judgedAt: now.toISOString(),
  };
}
