import { describe, expect, it } from 'vitest';
import { exampleReceipt as receipt } from './example-receipt.js';
import { type JudgedState, type KnownFinding, verdictChange } from './verdict-change.js';

function finding(overrides: Partial<KnownFinding> = {}): KnownFinding {
  const advisory = overrides.advisory ?? 'CVE-2026-1';
  return {
    fingerprint: `of ${advisory}`,
    severity: 'high',
    exemption: null,
    advisory,
    component: 'openssl 3.0.1',
    isKnownExploited: false,
    dismissedBy: null,
    ...overrides,
  };
}
function state(overrides: Partial<JudgedState> = {}): JudgedState {
  const bound = { policy: { name: 'baseline', version: 1 }, binding: null, mode: 'enforce' } as const;
  const { findings = [] } = overrides;
  const exemptions = new Set(findings.flatMap(({ exemption }) => exemption ?? []));
  return { decision: 'allow', ...bound, receipt, findings, exemptions, ...overrides };
}
const codes = (before: JudgedState, after: JudgedState) =>
  verdictChange(before, after).causes.map(({ code, subject }) => [code, subject]);

describe('verdictChange', () => {
  it('tells the first verdict', () => {
    expect(verdictChange(null, state())).toMatchObject({
      from: null,
      summary: 'allow on 2026-11-24 because it was scanned for the first time',
    });
  });

  it('tells a flaw that was published, once for all its components', () => {
    const findings = [finding(), finding({ fingerprint: 'other', component: 'libssl3 3.0.1' })];
    expect(verdictChange(state(), state({ decision: 'deny', findings }))).toEqual({
      from: 'allow',
      causes: [
        {
          code: 'advisory-published',
          subject: 'CVE-2026-1',
          message: 'CVE-2026-1 was published for libssl3 3.0.1',
        },
      ],
      summary: 'allow → deny on 2026-11-24 because CVE-2026-1 was published for libssl3 3.0.1',
    });
  });

  it('tells another binding and another mode', () => {
    const bound = state({ binding: 'prod', mode: 'warn' });
    expect(codes(state(), bound)).toEqual([
      ['binding-changed', 'prod'],
      ['mode-changed', 'prod'],
    ]);
    expect(verdictChange(bound, state()).summary).toContain('the binding prod no longer applies');
    expect(codes(bound, state({ binding: 'prod', mode: 'enforce' }))).toEqual([['mode-changed', 'prod']]);
  });

  it('counts what it does not name first', () => {
    const findings = ['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3'].map((advisory) => finding({ advisory }));
    expect(verdictChange(state(), state({ findings })).summary).toMatch(
      /^allow on 2026-11-24 because CVE-2026-1 was published for openssl 3.0.1, and 2 more changes$/,
    );
  });

  it.each<[string, KnownFinding, KnownFinding | null, [string, string][]]>([
    ['is withdrawn', finding(), null, [['advisory-gone', 'CVE-2026-1']]],
    ['is exploited', finding(), finding({ isKnownExploited: true }), [['known-exploited', 'CVE-2026-1']]],
    ['is waived', finding(), finding({ exemption: 'x' }), [['exemption-began', 'x']]],
    ['is no longer waived', finding({ exemption: 'x' }), finding(), [['exemption-ended', 'x']]],
    [
      'is worse than thought',
      finding(),
      finding({ severity: 'critical' }),
      [['severity-changed', 'CVE-2026-1']],
    ],
  ])('tells a flaw that %s', (_, before, after, expected) => {
    expect(codes(state({ findings: [before] }), state({ findings: after ? [after] : [] }))).toEqual(expected);
  });

  it.each([
    ['policyHash', 'policy-changed', 'baseline@1'],
    ['factsDigest', 'scanned-again', null],
    ['exemptionsDigest', 'exemption-ended', null],
    ['attestationsDigest', 'attestations-changed', null],
    ['advisorySnapshot', 'advisories-refreshed', null],
    ['judgedAt', 'time-passed', null],
  ])('tells a different %s', (field, code, subject) => {
    const after = { ...receipt, [field]: '2027-01-01T00:00:00.000Z' };
    expect(codes(state(), state({ receipt: after }))).toEqual([[code, subject]]);
  });

  it('names the weightiest first, and not without end', () => {
    const findings = Array.from({ length: 100 }, (_, index) =>
      finding({ advisory: `CVE-2026-${1000 + index}` }),
    );
    const { causes } = verdictChange(state(), state({ findings, receipt: { ...receipt, policyHash: 'q' } }));
    expect(causes).toHaveLength(20);
    expect(causes[0]).toMatchObject({ code: 'policy-changed' });
  });
});
