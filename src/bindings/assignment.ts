import type { Judgement } from '../engine/model/verdict.js';
import type { BindingMode } from '../engine/policy/binding.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';

/** What a target is judged by. */
export interface Assignment {
  readonly policy: JudgingPolicy;
  /** Null: none fits, or the policy was named. */
  readonly binding: string | null;
  readonly mode: BindingMode;
  /** The policy that the binding names, when no version of it is in use: nothing is decided then. Else null. */
  readonly missing: string | null;
}

/** Of a policy that is named for one judgement: no binding loosens it. */
export function named(policy: JudgingPolicy): Assignment {
  return { policy, binding: null, mode: 'enforce', missing: null };
}

/** The judgement, but for the decision when the policy that should have made it is missing. */
export function undecided({ binding, missing }: Assignment, judgement: Judgement): Judgement {
  if (missing === null) return judgement;
  const reason = {
    code: 'policy-missing',
    severity: 'unknown',
    message: {
      en: `The binding "${binding}" names the policy "${missing}", of which no version is in use.`,
      zh: `绑定 “${binding}” 指定的策略 “${missing}” 没有可用版本。`,
    },
    remediation: {
      en: 'Publish a version of it, or let the binding name another policy.',
      zh: '发布该策略的版本，或让绑定指定其他策略。',
    },
    findings: [],
  } as const;
  return { ...judgement, decision: 'unknown', reasons: [reason, ...judgement.reasons] };
}
