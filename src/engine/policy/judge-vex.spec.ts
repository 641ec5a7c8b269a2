import { describe, expect, it } from 'vitest';
import { aVulnerability } from '../checks/example-facts.js';
import type { VexRule } from '../vex/vex-statement.js';
import { anExemption, judgeExample } from './example-policy.js';
import { exampleReceipt } from './example-receipt.js';
import { verdictChange } from './verdict-change.js';

const high = aVulnerability();
const other = aVulnerability({ id: 'CVE-2026-0009', severity: 'high' });

function says(parts: Partial<VexRule> = {}): VexRule {
  return {
    id: 'v1',
    source: 'vendor',
    isTrusted: true,
    document: 'vendor-1',
    documentVersion: '1',
    vulnerabilities: [high.id],
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    explanation: null,
    action: null,
    statedAt: '2026-01-01T00:00:00.000Z',
    products: [{ part: { purls: [high.component.purl], digests: [], cpes: [], range: null }, within: [] }],
    ...parts,
  };
}

describe('statements of VEX, as the judge takes them,', () => {
  it('keep a flaw from the checks, the gate and the counts where their source is trusted', () => {
    const judgement = judgeExample({ vulnerabilities: [high], vex: [says()] });
    expect(judgement).toMatchObject({
      decision: 'allow',
      reasons: [],
      counts: { high: 0 },
      exemptedCount: 0,
      dismissedCount: 1,
      score: 100,
    });
    expect(judgement.findings).toMatchObject([
      {
        exemption: null,
        vex: { status: 'not_affected', source: 'vendor', document: 'vendor-1', isApplied: true },
      },
    ]);
  });

  it.each([
    ['of a source that is not trusted', { isTrusted: false }],
    ['that it is affected', { status: 'affected' }],
    ['that it is looked into', { status: 'under_investigation' }],
  ] as const)('are shown and decide nothing: %s', (_, parts) => {
    const judged = judgeExample({ vulnerabilities: [high], vex: [says(parts)] });
    const before = judgeExample({ vulnerabilities: [high] });
    expect(judged.findings.find(({ kind }) => kind === 'vulnerability')?.vex).toMatchObject({
      isApplied: false,
    });
    const findings = judged.findings.map(({ vex: _vex, ...finding }) => finding);
    expect({ ...judged, findings }).toEqual(before);
  });

  it('of other flaws and products change nothing', () => {
    const products = [{ part: { purls: ['pkg:npm/other'], digests: [], cpes: [], range: null }, within: [] }];
    const vex = [says({ vulnerabilities: ['CVE-2020-1'] }), says({ products })];
    expect(judgeExample({ vulnerabilities: [high], vex })).toEqual(judgeExample({ vulnerabilities: [high] }));
  });

  it('need no exemption, and what they take away ends none', () => {
    const exemption = {
      ...anExemption({ vulnerabilities: [high.id, other.id] }),
      endsWhen: { knownExploited: true },
    };
    const exploited = { ...high, isKnownExploited: true };
    const input = { vulnerabilities: [exploited, other], exemptions: [exemption] };
    expect(judgeExample(input).endedExemptions).toMatchObject([{ exemption: exemption.id }]);
    const judgement = judgeExample({ ...input, vex: [says()] });
    expect(judgement).toMatchObject({
      decision: 'allow',
      endedExemptions: [],
      exemptedCount: 1,
      dismissedCount: 1,
    });
  });

  it('also settle what versions could not decide', () => {
    const undecided = { ...high, result: 'unknown' as const, reason: 'odd' };
    expect(judgeExample({ vulnerabilities: [undecided], vex: [says()] })).toMatchObject({
      decision: 'allow',
      dismissedCount: 1,
    });
  });
});

describe('a verdict that follows a statement', () => {
  const state = (dismissedBy: string | null, vexDigest = 'v') => ({
    decision: dismissedBy === null ? ('deny' as const) : ('allow' as const),
    policy: { name: 'baseline', version: 1 },
    binding: null,
    mode: 'enforce' as const,
    receipt: { ...exampleReceipt, vexDigest },
    exemptions: new Set<string>(),
    findings: [
      {
        fingerprint: 'f',
        severity: 'high' as const,
        exemption: null,
        advisory: high.id,
        component: 'a 1',
        isKnownExploited: false,
        dismissedBy,
      },
    ],
  });

  it('says whose word it was, when it counts and when it counts no longer', () => {
    expect(verdictChange(state(null), state('vendor')).summary).toBe(
      `deny → allow on 2026-11-24 because vendor says that ${high.id} does not affect a 1`,
    );
    expect(verdictChange(state('vendor'), state(null)).causes).toMatchObject([
      { code: 'vex-changed', subject: high.id, message: expect.stringContaining('counts no longer') },
    ]);
    expect(verdictChange(state(null), state(null, 'w')).causes).toMatchObject([
      { code: 'vex-changed', subject: null },
    ]);
  });
});
