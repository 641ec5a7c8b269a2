import type { TargetKind } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import { bySeverity, type Severity } from '../model/severity.js';
import type { Reason } from '../model/verdict.js';
import type { CheckNotRun } from './evaluate-checks.js';
import type { Policy } from './policy-schema.js';
import type { Refusal } from './waivers.js';

/** What a reason does to the decision. */
export type Effect = 'deny' | 'unknown' | 'none';
export interface WeighedReason extends Reason {
  readonly effect: Effect;
}

export interface GateInput {
  readonly policy: Policy;
  readonly kind: TargetKind;
  /** Whether any check of the policy looks at targets of this kind. */
  readonly isJudged: boolean;
  readonly notRun: readonly CheckNotRun[];
  /** Of checks, not exempted. */
  readonly findings: readonly Finding[];
  readonly score: number | null;
  /** Share of the checks that were run and pass, 0 to 1; null: none was run. */
  readonly passRatio: number | null;
  readonly refusals: readonly Refusal[];
  /** What the policy finds too old to judge by. */
  readonly stale: readonly WeighedReason[];
}

/** The worst of the severities; `info` where there is none. */
export function worstOf(graded: readonly { readonly severity: Severity }[]): Severity {
  return graded.map(({ severity }) => severity).sort(bySeverity)[0] ?? 'info';
}
