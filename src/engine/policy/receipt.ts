import type { AdvisoryDatabase } from '../checks/check.js';
import type { ReceiptInputs } from '../model/verdict.js';
import { digestOf } from './canonical-json.js';
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
  /** When the facts were last observed (ISO 8601); null: not known. */
  readonly scannedAt: string | null;
  readonly now: Date;
}

/** The inputs of a judgement by their digests. The order of the exemptions means nothing; their content does. */
export function receiptInputs({
  factsDigest,
  database,
  policyHash,
  exemptions,
  scannedAt,
  now,
}: ReceiptSources): ReceiptInputs {
  const rules = exemptions.map((rule) => digestOf({ ...rule })).sort();
  return {
    factsDigest,
    advisorySnapshot: database.snapshot,
    policyHash,
    exemptionsDigest: digestOf(rules),
    scannedAt,
    judgedAt: now.toISOString(),
  };
}
