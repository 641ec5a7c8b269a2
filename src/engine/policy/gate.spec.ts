import { describe, expect, it } from 'vitest';
import { anImage } from '../checks/example-facts.js';
import type { Judgement } from '../model/verdict.js';
import { aPolicy, anExemption, judgeExample } from './example-policy.js';

const codes = ({ reasons }: Judgement) => reasons.map(({ code, severity }) => `${code} ${severity}`);
const checks = { 'image-user-root': {}, 'workload-privileged': {}, 'df-syntax': { severity: 'low' } };
const root = anImage({ config: { user: '' } });
const undecided = anImage({ config: { user: 'somebody' } });

describe('checks that look at other inputs', () => {
  const judged = (gate: Record<string, unknown>, chosen: Record<string, unknown> = checks) =>
    judgeExample({ policy: aPolicy({ checks: chosen, gate: { fail_on: 'high', ...gate } }) });

  it('are listed, by themselves and in a reason, and change nothing else', () => {
    const judgement = judged({});
    expect(judgement).toMatchObject({
      decision: 'allow',
      score: 100,
      findings: [],
      checksNotRun: ['df-syntax', 'workload-privileged'],
    });
    expect(codes(judgement)).toEqual(['checks-not-run-reported info']);
    expect(judgement.reasons[0]?.message.en).toBe(
      "2 of the policy's checks were not run: they look at other inputs (df-syntax, workload-privileged).",
    );
  });

  it('are passed over where the policy says so', () => {
    const judgement = judged({ not_run: 'ignore' });
    expect(codes(judgement)).toEqual([]);
    expect(judgement.checksNotRun).toHaveLength(2);
  });

  it('deny where they count as failed, as severe as the worst of them', () => {
    expect(codes(judged({ not_run: 'fail' }))).toEqual(['checks-not-run critical']);
    expect(judged({ not_run: 'fail' }).decision).toBe('deny');
    const mild = judged({ not_run: 'fail' }, { 'image-user-root': {}, 'df-syntax': { severity: 'low' } });
    expect(mild.decision).toBe('allow');
    expect(codes(mild)).toEqual(['checks-not-run-reported low']);
  });

  it('are told once when nothing else was judged', () => {
    const only = { 'workload-privileged': {} };
    expect(codes(judged({}, only))).toEqual(['nothing-checked unknown']);
    expect(judged({ not_run: 'fail' }, only).decision).toBe('deny');
  });
});

describe('the share of checks that pass', () => {
  const four = { 'image-user-root': {}, 'image-size': {}, 'image-healthcheck': {}, 'image-setuid': {} };
  const at = (ratio: number, facts = root, exemptions: ReturnType<typeof anExemption>[] = []) =>
    judgeExample({
      facts,
      exemptions,
      policy: aPolicy({
        checks: four,
        gate: { fail_on: 'critical', unknown: 'report', min_pass_ratio: ratio },
      }),
    });

  it('denies below the minimum, and not at it', () => {
    expect(at(0.75).decision).toBe('allow');
    expect(at(0.76).decision).toBe('deny');
    expect(codes(at(0.76))).toEqual(['pass-ratio-below-minimum high', 'check-failed-reported high']);
    expect(at(0.76).reasons[0]?.message.en).toContain('75 % of the checks pass, fewer than the 76 %');
  });

  it('counts what could not be decided as not passed', () => {
    expect(at(0.75, undecided).decision).toBe('allow');
    expect(at(0.76, undecided).decision).toBe('deny');
  });

  it('leaves out what is exempted', () => {
    expect(at(1, root, [anExemption({ checks: ['image-user-root'] })]).decision).toBe('allow');
  });

  it('leaves out what does not apply, and says nothing when nothing was decided', () => {
    const policy = aPolicy({
      checks: { 'image-runtime-eol': {} },
      gate: { fail_on: 'critical', min_pass_ratio: 1 },
    });
    expect(judgeExample({ policy }).decision).toBe('allow');
  });
});
