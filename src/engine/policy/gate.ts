import { compareText } from '../checks/vulnerability-text.js';
import { listed, targetNouns } from '../checks/fact-problems.js';
import type { TargetKind } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import { bySeverity, isAtLeast, type Severity } from '../model/severity.js';
import type { Decision, Reason } from '../model/verdict.js';
import type { Policy } from './policy-schema.js';
import type { Refusal } from './waivers.js';

/** What a reason does to the decision. */
type Effect = 'deny' | 'unknown' | 'none';
interface WeighedReason extends Reason {
  readonly effect: Effect;
}

export interface GateInput {
  readonly policy: Policy;
  /** Set when no check of the policy looks at targets of this kind. */
  readonly unjudgedKind: TargetKind | null;
  /** Of checks, not exempted. */
  readonly findings: readonly Finding[];
  readonly score: number | null;
  readonly refusals: readonly Refusal[];
}

const effects: readonly Effect[] = ['deny', 'unknown', 'none'];
/** So many elements of one check are named in its reason. */
const shownElements = 3;

/**
 * Decides: deny beats unknown beats allow. Codes of reasons: `check-failed`, `too-many-medium` and `score-below-floor`
 * deny; `check-unknown` makes the verdict unknown, or denies where the policy says so; `nothing-checked` makes it unknown; `check-failed-reported`,
 * `check-unknown-reported` and `exemption-refused` inform only. The reasons that bring the decision about come first, each group worst first.
 */
export function decide(input: GateInput): { readonly decision: Decision; readonly reasons: Reason[] } {
  const weighed = [
    ...unjudgedReasons(input.unjudgedKind),
    ...findingReasons(input),
    ...limitReasons(input),
    ...refusalReasons(input.refusals),
  ];
  weighed.sort(
    (a, b) =>
      effects.indexOf(a.effect) - effects.indexOf(b.effect) ||
      bySeverity(a.severity, b.severity) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message) ||
      compareText(a.findings.join(), b.findings.join()),
  );
  const first = weighed[0]?.effect ?? 'none';
  return {
    decision: first === 'none' ? 'allow' : first,
    reasons: weighed.map(({ code, severity, message, remediation, findings }) => {
      return { code, severity, message, remediation, findings };
    }),
  };
}

/** What a check's finding does to the decision. An undecided check that must be decided is never taken for a failed one. */
function effectOf({ result, severity, check }: Finding, { gate }: Policy): Effect {
  const mustDecide = gate.must_decide.includes(check ?? '');
  if (result === 'unknown' && (mustDecide || gate.unknown === 'unknown')) return 'unknown';
  if (result === 'unknown' && gate.unknown === 'report') return 'none';
  return isAtLeast(severity, gate.fail_on) ? 'deny' : 'none';
}

/** One reason for each check, result and severity. */
function findingReasons({ policy, findings }: GateInput): WeighedReason[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.check} ${finding.result} ${finding.severity}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const effect = effectOf(first, policy);
    const code = first.result === 'fail' ? 'check-failed' : 'check-unknown';
    const messages = group.map(({ message }) => message).sort();
    const rest = group.length - shownElements;
    return {
      effect,
      code: effect === 'none' ? `${code}-reported` : code,
      severity: first.severity,
      message:
        messages.slice(0, shownElements).join(' ') + (rest > 0 ? ` And ${rest} more of the kind.` : ''),
      remediation: first.result === 'fail' ? first.remediation : undecidedRemediation,
      findings: group.map(({ fingerprint }) => fingerprint).sort(),
    };
  });
}

/** A policy that looks at nothing of a target says nothing of it. */
function unjudgedReasons(kind: TargetKind | null): WeighedReason[] {
  if (kind === null) return [];
  return [
    {
      effect: 'unknown',
      code: 'nothing-checked',
      severity: 'unknown',
      message: `None of the policy's checks looks at a ${targetNouns[kind]}: nothing was judged.`,
      remediation: 'Judge it under a policy with a check of vulnerabilities.',
      findings: [],
    },
  ];
}

const undecidedRemediation =
  'Remove what keeps the check from being decided, as the reason names it: import current advisories, or repair the input and scan it again.';

function limitReasons({ policy: { gate }, findings, score }: GateInput): WeighedReason[] {
  const reasons: WeighedReason[] = [];
  const mediums = findings.filter(
    (finding) => finding.severity === 'medium' && countsAsFailed(finding, gate),
  );
  if (gate.max_medium !== undefined && mediums.length > gate.max_medium) {
    const checks = [...new Set(mediums.map(({ check }) => check ?? ''))].sort();
    reasons.push({
      effect: 'deny',
      code: 'too-many-medium',
      severity: 'medium',
      message: `${mediums.length} medium findings of checks fail (${listed(checks, 5)}), at most ${gate.max_medium} are allowed.`,
      remediation: 'Fix the medium findings that are easiest to fix, or ask for exemptions for them.',
      findings: mediums.map(({ fingerprint }) => fingerprint).sort(),
    });
  }
  if (gate.score_floor !== undefined && score !== null && score < gate.score_floor) {
    const failing = findings.filter(({ result }) => result === 'fail');
    reasons.push({
      effect: 'deny',
      code: 'score-below-floor',
      severity: worstOf(failing),
      message: `The score is ${score.toFixed(1)}, below the ${gate.score_floor} that the policy asks for.`,
      remediation: 'Fix failing checks, the most severe first: they weigh most in the score.',
      findings: failing.map(({ fingerprint }) => fingerprint).sort(),
    });
  }
  return reasons;
}

function countsAsFailed({ result, check }: Finding, gate: Policy['gate']): boolean {
  return result === 'fail' || (gate.unknown === 'fail' && !gate.must_decide.includes(check ?? ''));
}

function worstOf(findings: readonly Finding[]): Severity {
  return findings.map(({ severity }) => severity).sort(bySeverity)[0] ?? 'info';
}

/** One reason for each exemption, severity and cause. */
function refusalReasons(refusals: readonly Refusal[]): WeighedReason[] {
  const groups = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const key = `${refusal.exemption} ${refusal.severity} ${refusal.reason}`;
    const group = groups.get(key);
    if (group) group.push(refusal);
    else groups.set(key, [refusal]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const findings = group.map(({ fingerprint }) => fingerprint).sort();
    const what = findings.length === 1 ? 'a finding' : `${findings.length} findings`;
    return {
      effect: 'none',
      code: 'exemption-refused',
      severity: first.severity,
      message: `Exemption ${first.exemption} is not applied to ${what} that it covers: ${first.reason}.`,
      remediation: null,
      findings,
    };
  });
}
