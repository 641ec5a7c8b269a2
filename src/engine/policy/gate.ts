import { compareText } from '../checks/vulnerability-text.js';
import type { Finding } from '../model/finding.js';
import { bySeverity, isAtLeast } from '../model/severity.js';
import type { Text } from '../model/text.js';
import { joinTexts } from '../model/text-parts.js';
import type { Decision, Reason } from '../model/verdict.js';
import { coverageReasons } from './gate-coverage.js';
import { limitReasons } from './gate-limits.js';
import type { Effect, GateInput, WeighedReason } from './gate-reason.js';
import type { Policy } from './policy-schema.js';
import type { Refusal } from './waivers.js';

const effects: readonly Effect[] = ['deny', 'unknown', 'none'];
/** So many elements of one check are named in its reason. */
const shownElements = 3;

/**
 * Decides: deny beats unknown beats allow. Codes of reasons: `check-failed`, `too-many-medium`, `score-below-floor`,
 * `pass-ratio-below-minimum` and `checks-not-run` deny; `check-unknown` makes the verdict unknown, or denies where the
 * policy says so; `nothing-checked`, `advisories-stale` and `scan-stale` make it unknown; `check-failed-reported`, `check-unknown-reported`,
 * `checks-not-run-reported` and `exemption-refused` inform only. The reasons that bring the decision about come first, each group worst first.
 */
export function decide(input: GateInput): { readonly decision: Decision; readonly reasons: Reason[] } {
  const weighed = [
    ...coverageReasons(input),
    ...input.stale,
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

const undecidedRemediation = {
  en: 'Remove what keeps the check from being decided, as the reason names it: import current advisories, or repair the input and scan it again.',
  zh: '按原因所述排除无法判定的障碍：导入最新的漏洞公告，或修复输入后重新扫描。',
};

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
