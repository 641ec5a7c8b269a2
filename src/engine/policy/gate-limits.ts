import type { Finding } from '../model/finding.js';
import { listed } from '../model/text-parts.js';
import { worstOf, type GateInput, type WeighedReason } from './gate-reason.js';
import type { Policy } from './policy-schema.js';

/** What the policy bounds over all findings together. */
export function limitReasons(input: GateInput): WeighedReason[] {
  return [...tooManyMedium(input), ...scoreBelowFloor(input), ...passRatioBelowMinimum(input)];
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

function passRatioBelowMinimum({ policy: { gate }, findings, passRatio }: GateInput): WeighedReason[] {
  if (gate.min_pass_ratio === undefined || passRatio === null || passRatio >= gate.min_pass_ratio) return [];
  const [share, minimum] = [percent(passRatio), percent(gate.min_pass_ratio)];
  return [
    {
      effect: 'deny',
      code: 'pass-ratio-below-minimum',
      severity: worstOf(findings),
      message: {
        en: `${share} % of the checks pass, fewer than the ${minimum} % that the policy asks for; undecided ones do not count as passed.`,
        zh: `检查项通过率为 ${share}%，低于策略要求的 ${minimum}%；未能判定的检查项不计为通过。`,
      },
      remediation: {
        en: 'Fix failing checks, and supply what the undecided ones need.',
        zh: '修复未通过的检查项，并提供未判定检查项所需的信息。',
      },
      findings: findings.map(({ fingerprint }) => fingerprint).sort(),
    },
  ];
}

/** Rounded down, so that what is below a bound never shows as the bound. */
function percent(share: number): number {
  return Math.floor(share * 1000) / 10;
}
