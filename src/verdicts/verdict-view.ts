import type { Reason } from '../contracts/reason.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import type { Reason as JudgedReason } from '../engine/model/verdict.js';
import { decisionIn } from '../engine/policy/binding.js';
import type { Text } from '../engine/model/text.js';
import { InputPins } from '../engine/policy/receipt.js';
import type { TargetRow } from '../targets/target.table.js';
import { judgedInputs, type Judged } from './judged.js';
import type { VerdictRow } from './verdict.table.js';

const noCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 };

/** Whether a stored verdict is still true: nothing it rests on has changed, and its time has not come. */
export function holds(target: TargetRow, row: VerdictRow, now: Date): boolean {
  return !target.needsJudging && (row.validUntil === null || row.validUntil > now);
}

/** A stored verdict as the API shows it. */
export function storedVerdict(row: VerdictRow, digest: string): Verdict {
  return {
    digest,
    targetId: row.targetId,
    decision: row.decision,
    judged: row.judged,
    mode: row.mode,
    binding: row.binding,
    policy: { name: row.policy, version: row.policyVersion, hash: row.receipt.policyHash },
    reasons: row.reasons,
    counts: row.counts,
    exemptedCount: row.exemptedCount,
    dismissedCount: row.dismissedCount,
    score: row.score,
    judgedAt: row.judgedAt,
    validUntil: row.validUntil,
    receipt: row.receipt,
    change: row.change,
  };
}

/** A reason as it is stored and shown. */
export function shownReason({ findings, ...reason }: JudgedReason): Reason {
  return { ...reason, findings: [...findings] };
}

/** What a judgement comes to in the mode of its binding. */
export function standing({ assignment: { binding, mode }, judgement: { decision } }: Judged) {
  return { decision: decisionIn(mode, decision), judged: decision, mode, binding };
}

/** A judgement that is not stored, as the API shows it. */
export function judgedVerdict(judged: Judged): Verdict {
  const { target, policy, judgement, sources, judgedAt } = judged;
  return {
    digest: target.digest,
    targetId: target.id,
    ...standing(judged),
    policy: { name: policy.name, version: policy.version, hash: policy.hash },
    reasons: judgement.reasons.map(shownReason),
    counts: judgement.counts,
    exemptedCount: judgement.exemptedCount,
    dismissedCount: judgement.dismissedCount,
    score: judgement.score,
    judgedAt,
    validUntil: judgement.validUntil === null ? null : new Date(judgement.validUntil),
    receipt: { id: null, ...judgedInputs(judged, new InputPins().of(sources)) },
    change: null,
  };
}

/** The verdict on what was never judged. Never allow. */
export function undecidedVerdict(
  digest: string,
  decision: 'pending' | 'unknown' | 'deny',
  code: string,
  message: Text,
  remediation: Text | null,
): Verdict {
  return {
    digest,
    targetId: null,
    decision,
    judged: decision,
    mode: 'enforce',
    binding: null,
    policy: null,
    reasons: [{ code, severity: 'unknown', message, remediation, findings: [] }],
    counts: noCounts,
    exemptedCount: 0,
    dismissedCount: 0,
    score: null,
    judgedAt: null,
    validUntil: null,
    receipt: null,
    change: null,
  };
}
