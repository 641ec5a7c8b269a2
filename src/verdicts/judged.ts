import type { Assignment } from '../bindings/assignment.js';
import type { Judgement } from '../engine/model/verdict.js';
import { receiptInputs, type Pins, type ReceiptSources } from '../engine/policy/receipt.js';
import { packageVersion } from '../platform/package-version.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import type { TargetRow } from '../targets/target.table.js';

/** A judgement with what it was made from. */
export interface Judged {
  readonly target: TargetRow;
  readonly policy: JudgingPolicy;
  readonly assignment: Assignment;
  readonly judgement: Judgement;
  readonly sources: ReceiptSources;
  readonly judgedAt: Date;
}

/** What judges here, as receipts name it. */
export const engineVersion = packageVersion();

/** The digests of what a judgement was made from, and of what came out. */
export function judgedInputs({ sources, judgement }: Judged, pins: Pins) {
  return receiptInputs(sources, pins, judgement, engineVersion);
}
