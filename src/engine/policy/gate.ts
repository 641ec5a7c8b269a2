import { compareText } from '../checks/vulnerability-text.js';
import { targetNouns } from '../checks/fact-problems.js';
import type { TargetKind } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import { bySeverity, isAtLeast, type Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import { joinTexts, listed } from '../model/text-parts.js';
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
      compareText(a.message.en, b.message.en) ||
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
    return {
      effect,
      code: effect === 'none' ? `${code}-reported` : code,
      severity: first.severity,
      message: summaryOf(group.map(({ message }) => message)),
      remediation: first.result === 'fail' ? first.remediation : undecidedRemediation,
      findings: group.map(({ fingerprint }) => fingerprint).sort(),
    };
  });
}

/** The first few messages, and how many more there are. */
function summaryOf(messages: readonly Text[]): Text {
  const sorted = [...messages].sort((a, b) => compareText(a.en, b.en));
  const { en, zh } = joinTexts(sorted.slice(0, shownElements), { en: ' ', zh: '' });
  const rest = messages.length - shownElements;
  if (rest <= 0) return { en, zh };
  return { en: `${en} And ${rest} more of the kind.`, zh: `${zh}另有 ${rest} 个同类问题。` };
}

/** A policy that looks at nothing of a target says nothing of it. */
function unjudgedReasons(kind: TargetKind | null): WeighedReason[] {
  if (kind === null) return [];
  const noun = targetNouns[kind];
  return [
    {
      effect: 'unknown',
      code: 'nothing-checked',
      severity: 'unknown',
      message: {
        en: `None of the policy's checks looks at a ${noun.en}: nothing was judged.`,
        zh: `策略中没有适用于${noun.zh}的检查项，未作任何判定。`,
      },
      remediation: {
        en: `Judge it under a policy with checks that look at a ${noun.en}.`,
        zh: `请改用包含${noun.zh}检查项的策略进行判定。`,
      },
      findings: [],
    },
  ];
}

const undecidedRemediation = {
  en: 'Remove what keeps the check from being decided, as the reason names it: import current advisories, or repair the input and scan it again.',
  zh: '按原因所述排除无法判定的障碍：导入最新的漏洞公告，或修复输入后重新扫描。',
};

function limitReasons(input: GateInput): WeighedReason[] {
  return [...tooManyMedium(input), ...scoreBelowFloor(input)];
}

function tooManyMedium({ policy: { gate }, findings }: GateInput): WeighedReason[] {
  const mediums = findings.filter(
    (finding) => finding.severity === 'medium' && countsAsFailed(finding, gate),
  );
  if (gate.max_medium === undefined || mediums.length <= gate.max_medium) return [];
  const checks = listed([...new Set(mediums.map(({ check }) => check ?? ''))].sort(), 5);
  return [
    {
      effect: 'deny',
      code: 'too-many-medium',
      severity: 'medium',
      message: {
        en: `${mediums.length} medium findings of checks fail (${checks.en}), at most ${gate.max_medium} are allowed.`,
        zh: `有 ${mediums.length} 个中危检查项发现（${checks.zh}），最多允许 ${gate.max_medium} 个。`,
      },
      remediation: {
        en: 'Fix the medium findings that are easiest to fix, or ask for exemptions for them.',
        zh: '先修复最容易处理的中危发现，或为其申请豁免。',
      },
      findings: mediums.map(({ fingerprint }) => fingerprint).sort(),
    },
  ];
}

function scoreBelowFloor({ policy: { gate }, findings, score }: GateInput): WeighedReason[] {
  if (gate.score_floor === undefined || score === null || score >= gate.score_floor) return [];
  const failing = findings.filter(({ result }) => result === 'fail');
  return [
    {
      effect: 'deny',
      code: 'score-below-floor',
      severity: worstOf(failing),
      message: {
        en: `The score is ${score.toFixed(1)}, below the ${gate.score_floor} that the policy asks for.`,
        zh: `得分为 ${score.toFixed(1)}，低于策略要求的 ${gate.score_floor}。`,
      },
      remediation: {
        en: 'Fix failing checks, the most severe first: they weigh most in the score.',
        zh: '修复未通过的检查项，优先处理严重级别最高的：它们在得分中权重最大。',
      },
      findings: failing.map(({ fingerprint }) => fingerprint).sort(),
    },
  ];
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
    const key = `${refusal.exemption} ${refusal.severity} ${refusal.reason.en}`;
    const group = groups.get(key);
    if (group) group.push(refusal);
    else groups.set(key, [refusal]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const findings = group.map(({ fingerprint }) => fingerprint).sort();
    return {
      effect: 'none',
      code: 'exemption-refused',
      severity: first.severity,
      message: refusalMessage(first, findings.length),
      remediation: null,
      findings,
    };
  });
}

function refusalMessage({ exemption, reason }: Refusal, findings: number): Text {
  const what = findings === 1 ? 'a finding' : `${findings} findings`;
  return {
    en: `Exemption ${exemption} is not applied to ${what} that it covers: ${reason.en}.`,
    zh: `豁免 ${exemption} 未应用于其覆盖的 ${findings} 个发现：${reason.zh}。`,
  };
}
