import { describe, expect, it } from 'vitest';
import { aDatabase, anImage, aVulnerability } from '../checks/example-facts.js';
import type { Judgement } from '../model/verdict.js';
import { aPolicy, anExemption, judgeExample } from './example-policy.js';
import { checkFingerprint, undecidedFingerprint } from './fingerprint.js';

const codes = ({ reasons }: Judgement) => reasons.map(({ code, severity }) => `${code} ${severity}`);

const root = anImage({ config: { user: '' } });
const problems = [{ path: '/var/lib/dpkg/status', layer: null, detail: 'it ends early' }];
const high = aVulnerability();
const critical = aVulnerability({ id: 'CVE-2026-0002', severity: 'critical' });

describe('judge', () => {
  it('allows what passes', () => {
    const result = { title: expect.anything(), result: 'pass', reason: null, sections: [] };
    expect(judgeExample()).toEqual({
      decision: 'allow',
      reasons: [],
      findings: [],
      results: ['image-user-root', 'image-vulnerabilities'].map((id) => ({ id, ...result })),
      counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 },
      exemptedCount: 0,
      dismissedCount: 0,
      endedExemptions: [],
      refusedExemptions: [],
      score: 100,
      checksNotRun: [],
      validUntil: null,
    });
  });

  it('denies with what is wrong, where, and how to fix it', () => {
    const judgement = judgeExample({ facts: root });
    const fingerprint = checkFingerprint('t1', 'image-user-root', '');
    expect(judgement).toMatchObject({
      decision: 'deny',
      score: 50,
      counts: { high: 1 },
      reasons: [
        {
          code: 'check-failed',
          severity: 'high',
          message: { en: 'The image sets no user, so its processes run as root.' },
          remediation: { en: expect.stringContaining('USER') },
          findings: [fingerprint],
        },
      ],
      findings: [{ fingerprint, kind: 'check', result: 'fail', location: { path: 'config.user' } }],
    });
  });

  it('says what became of each check, and of each recommendation that one stands for', () => {
    const facts = anImage({
      history: [{ index: 0, createdBy: 'RUN /bin/sh -c apt-get update', createdAt: null, emptyLayer: false }],
    });
    const checks = { 'image-history-hygiene': {}, 'image-user-root': {} };
    const policy = aPolicy({ checks, gate: { fail_on: 'high' } });
    const { findings, results } = judgeExample({ facts, policy });
    expect(results.map(({ id, result }) => [id, result])).toEqual([
      ['image-history-hygiene', 'fail'],
      ['image-user-root', 'pass'],
    ]);
    expect(results[0]?.sections).toEqual([
      { section: '4.7', result: 'fail', reason: null, findings: findings.map((one) => one.fingerprint) },
      { section: '4.9', result: 'pass', reason: null, findings: [] },
    ]);
  });

  it('lists vulnerabilities as findings and denies by the check that counts them', () => {
    const judgement = judgeExample({ vulnerabilities: [high, critical] });
    expect(judgement.findings.map(({ kind, severity, check }) => [kind, severity, check])).toEqual(
      expect.arrayContaining([
        ['vulnerability', 'critical', null],
        ['vulnerability', 'high', null],
        ['check', 'critical', 'image-vulnerabilities'],
        ['check', 'high', 'image-vulnerabilities'],
      ]),
    );
    expect(codes(judgement)).toEqual(['check-failed critical', 'check-failed high']);
  });

  describe('what is not known', () => {
    it('makes the verdict unknown where the check must be decided', () => {
      const judgement = judgeExample({ facts: anImage({ rootfs: { problems } }) });
      expect(judgement.decision).toBe('unknown');
      expect(codes(judgement)).toEqual(['check-unknown high']);
    });

    it('is beaten by a failure, and still told', () => {
      const facts = anImage({ config: { user: '' }, rootfs: { problems } });
      expect(codes(judgeExample({ facts }))).toEqual(['check-failed high', 'check-unknown high']);
    });

    it.each([
      ['report', 'allow', 'check-unknown-reported high'],
      ['unknown', 'unknown', 'check-unknown high'],
      ['fail', 'deny', 'check-unknown high'],
    ])('does what the policy says elsewhere: %s', (unknown, decision, code) => {
      const policy = aPolicy({ gate: { fail_on: 'high', unknown } });
      const judgement = judgeExample({ policy, facts: anImage({ config: { user: 'somebody' } }) });
      expect(judgement.decision).toBe(decision);
      expect(codes(judgement)).toEqual([code]);
    });

    it('is unknown, not failed, where the check must be decided and the rest counts as failed', () => {
      const gate = { fail_on: 'high', unknown: 'fail', must_decide: ['image-vulnerabilities'] };
      expect(
        judgeExample({ policy: aPolicy({ gate }), database: aDatabase({ importedAt: null }) }).decision,
      ).toBe('unknown');
    });

    it('cannot be waived where the check must be decided', () => {
      const facts = anImage({ rootfs: { problems } });
      const exemptions = [anExemption({ checks: ['image-vulnerabilities'] })];
      const judgement = judgeExample({ facts, exemptions });
      expect(judgement.decision).toBe('unknown');
      expect(codes(judgement)).toEqual(['check-unknown high', 'exemption-refused high']);
    });

    it('stays when the failures that hid it are waived', () => {
      const facts = anImage({ rootfs: { problems } });
      const findings = [checkFingerprint('t1', 'image-vulnerabilities', 'high')];
      expect(judgeExample({ facts, vulnerabilities: [high] }).decision).toBe('deny');
      expect(
        judgeExample({ facts, vulnerabilities: [high], exemptions: [anExemption({ findings })] }).decision,
      ).toBe('unknown');
      const byCheck = [anExemption({ checks: ['image-vulnerabilities'] })];
      expect(judgeExample({ facts, vulnerabilities: [high], exemptions: byCheck }).decision).toBe('unknown');
    });

    it('counts a check that this version does not have', () => {
      const policy = aPolicy({ gate: { fail_on: 'high', unknown: 'unknown' } });
      const stored = { ...policy, checks: { ...policy.checks, 'image-of-tomorrow': {} } };
      const judgement = judgeExample({ policy: stored });
      expect(judgement.decision).toBe('unknown');
      expect(judgement.findings[0]?.fingerprint).toBe(undecidedFingerprint('t1', 'image-of-tomorrow'));
    });

    it('counts a check whose stored parameters it cannot read', () => {
      const policy = aPolicy({ gate: { fail_on: 'high', unknown: 'unknown' } });
      const stored = { ...policy, checks: { 'image-size': { parameters: { max_bytes: 'huge' } } } };
      expect(judgeExample({ policy: stored }).reasons[0]?.message.en).toContain('image-size');
      expect(judgeExample({ policy: stored }).decision).toBe('unknown');
    });
  });

  describe('the gate', () => {
    const facts = anImage({
      config: { exposedPorts: [80, 81, 82].map((port) => ({ port, protocol: 'tcp' })), user: '' },
      rootfs: { files: { shells: ['/bin/sh'] } },
    });
    const checks = {
      'image-sensitive-config': { severity: 'medium' },
      'image-shell-or-package-manager': {},
      'image-size': {},
    };

    it('reports failures below its severity without denying', () => {
      const judgement = judgeExample({ facts, policy: aPolicy({ checks, gate: { fail_on: 'high' } }) });
      expect(judgement.decision).toBe('allow');
      expect(codes(judgement)).toEqual(['check-failed-reported medium', 'check-failed-reported low']);
    });

    it('denies more medium findings than allowed', () => {
      const decisionAt = (max: number) =>
        judgeExample({ facts, policy: aPolicy({ checks, gate: { fail_on: 'high', max_medium: max } }) });
      expect(decisionAt(3).decision).toBe('allow');
      expect(codes(decisionAt(2))[0]).toBe('too-many-medium medium');
      expect(decisionAt(2).decision).toBe('deny');
    });

    it('denies a score below the floor, and not at it', () => {
      const scored = {
        'image-healthcheck': {},
        'image-age': {},
        'image-shell-or-package-manager': {},
        'image-size': {},
      };
      const at = (floor: number) =>
        judgeExample({
          facts,
          policy: aPolicy({ checks: scored, gate: { fail_on: 'high', score_floor: floor } }),
        });
      expect(at(66.6)).toMatchObject({ decision: 'allow', score: 66.6 });
      expect(at(66.7)).toMatchObject({ decision: 'deny', reasons: [{ code: 'score-below-floor' }, {}] });
    });

    it('keeps the grade that a check gives an element, and replaces its own severity', () => {
      const policy = aPolicy({
        checks: { 'image-sensitive-config': { severity: 'info' } },
        gate: { fail_on: 'critical' },
      });
      const judgement = judgeExample({
        policy,
        facts: anImage({ config: { exposedPorts: [{ port: 80, protocol: 'tcp' }], volumes: ['/etc'] } }),
      });
      expect(judgement.findings.map(({ severity }) => severity)).toEqual(['high', 'info']);
    });
  });

  it('is valid until the first check changes its mind', () => {
    const checks = {
      'image-age': {},
      'image-vulnerabilities': { parameters: { max_database_age_hours: 48 } },
    };
    expect(judgeExample({ policy: aPolicy({ checks }) }).validUntil).toBe('2026-06-03T10:00:00.001Z');
  });

  it('tells one finding for one package of two architectures, and covers both or none', () => {
    const arm = aVulnerability({
      component: { id: 'c2', purl: 'pkg:deb/debian/openssl@3.5.1-1?arch=arm64' },
    });
    const exemptions = [anExemption({ components: [arm.component.purl] })];
    const judgement = judgeExample({ vulnerabilities: [high, arm], exemptions });
    expect(judgement.findings.filter(({ kind }) => kind === 'vulnerability')).toMatchObject([
      { exemption: null },
    ]);
    expect(judgement.decision).toBe('deny');
  });
});
