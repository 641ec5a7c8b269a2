import type { Finding } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { CheckRun } from './evaluate-checks.js';

const weights: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 7,
  medium: 4,
  low: 2,
  info: 0,
  unknown: 0,
};

/**
 * Severity-weighted share of decided checks that pass, 0 to 100, rounded down to a tenth. Left out: checks that are
 * undecided or do not apply, and those whose every violation is exempted. Null when nothing with a weight was decided.
 *
 * @param live Findings that no exemption covers.
 */
export function scoreOf(runs: readonly CheckRun[], live: readonly Finding[]): number | null {
  const failing = new Set(live.filter(({ result }) => result === 'fail').map(({ check }) => check));
  let passed = 0;
  let decided = 0;
  for (const { id, severity, outcome } of runs) {
    const isPass = outcome.result === 'pass';
    if (isPass) passed += weights[severity];
    if (isPass || (outcome.result === 'fail' && failing.has(id))) decided += weights[severity];
  }
  return decided === 0 ? null : Math.floor((passed / decided) * 1000) / 10;
}

/**
 * Share of checks that pass among those that were run, 0 to 1; undecided ones count as not passed. Left out: checks that
 * do not apply, and those of which an exemption covers all that is wrong or undecided. Null when nothing remains.
 *
 * @param live Findings that no exemption covers.
 */
export function passRatioOf(runs: readonly CheckRun[], live: readonly Finding[]): number | null {
  const open = new Set(live.map(({ check }) => check));
  const passed = runs.filter(({ outcome }) => outcome.result === 'pass').length;
  const counted = passed + runs.filter(({ id }) => open.has(id)).length;
  return counted === 0 ? null : passed / counted;
}
