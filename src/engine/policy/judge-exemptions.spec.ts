import { describe, expect, it } from 'vitest';
import { anImage, aVulnerability } from '../checks/example-facts.js';
import { aPolicy, anExemption, judgeExample } from './example-policy.js';
import { vulnerabilityFingerprint } from './fingerprint.js';

const root = anImage({ config: { user: '' } });
const high = aVulnerability();
const critical = aVulnerability({ id: 'CVE-2026-0002', severity: 'critical' });

describe('exemptions, as the judge applies them,', () => {
  it('keep vulnerabilities from the check', () => {
    const exemptions = [anExemption({ vulnerabilities: ['DEBIAN-CVE-2026-0001'] })];
    const judgement = judgeExample({ vulnerabilities: [high], exemptions });
    expect(judgement).toMatchObject({
      decision: 'allow',
      exemptedCount: 1,
      counts: { high: 0 },
      score: 100,
    });
    expect(judgement.findings).toMatchObject([
      { fingerprint: vulnerabilityFingerprint('t1', high), exemption: 'e1', kind: 'vulnerability' },
    ]);
  });

  it('keep findings of checks from the gate and the score', () => {
    const judgement = judgeExample({
      facts: root,
      exemptions: [anExemption({ checks: ['image-user-root'] })],
    });
    expect(judgement).toMatchObject({ decision: 'allow', exemptedCount: 1, score: 100, reasons: [] });
  });

  it.each([
    ['another target', { checks: ['image-user-root'], targets: ['t2'] }],
    ['another repository', { checks: ['image-user-root'], repositories: ['registry.example/other/*'] }],
    ['nothing', {}],
  ])('for %s change nothing', (_what, scope) => {
    expect(judgeExample({ facts: root, exemptions: [anExemption(scope)] })).toEqual(
      judgeExample({ facts: root }),
    );
  });

  it('end at their expiry, exactly', () => {
    const exemptions = [anExemption({ checks: ['image-user-root'] })];
    const at = (now: string) => judgeExample({ facts: root, exemptions, now: new Date(now) });
    expect(at('2026-06-30T23:59:59.999Z')).toMatchObject({
      decision: 'allow',
      validUntil: '2026-07-01T00:00:00.000Z',
    });
    expect(at('2026-07-01T00:00:00.000Z')).toMatchObject({ decision: 'deny', validUntil: null });
  });

  it('count by the one that lasts longest', () => {
    const scope = { checks: ['image-user-root'] };
    const exemptions = [
      anExemption(scope, 'e1', '2026-06-10T00:00:00.000Z'),
      anExemption(scope, 'e2', '2026-08-01T00:00:00.000Z'),
    ];
    const judgement = judgeExample({ facts: root, exemptions });
    expect(judgement.findings[0]?.exemption).toBe('e2');
    expect(judgement.validUntil).toBe('2026-08-01T00:00:00.000Z');
  });

  it('do not waive severities that the policy never waives, neither flaw nor check, and the reason says so', () => {
    const policy = aPolicy({ exemptions: { never: ['critical'] } });
    const exemptions = [
      anExemption({ vulnerabilities: [critical.id] }),
      anExemption({ checks: ['image-vulnerabilities'] }, 'e2'),
    ];
    const judgement = judgeExample({ policy, vulnerabilities: [critical], exemptions });
    expect(judgement).toMatchObject({ decision: 'deny', exemptedCount: 0 });
    expect(judgement.reasons.slice(1).map(({ message }) => message.en)).toEqual([
      'Exemption e1 is not applied to a finding that it covers: the policy waives no critical findings.',
      'Exemption e2 is not applied to a finding that it covers: the policy waives no critical findings.',
    ]);
  });
});
