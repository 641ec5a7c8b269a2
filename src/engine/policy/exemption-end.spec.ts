import { describe, expect, it } from 'vitest';
import { anImage, aVulnerability } from '../checks/example-facts.js';
import { aPolicy, anExemption, aSubject, judgeExample } from './example-policy.js';
import { type EndConditions, endOf, joinConditions, recordAtApproval } from './exemption-end.js';
import { checkSubject } from './findings.js';

const all: EndConditions = {
  fixReleased: true,
  knownExploited: true,
  exploitScore: 0.5,
  severityRises: true,
};
const approved = (endsWhen: EndConditions = all) => ({
  ...anExemption({ vulnerabilities: ['CVE-2026-1'] }),
  endsWhen,
  knownAtApproval: recordAtApproval([aSubject()]),
});
const change = {
  fix: aSubject({ fixedVersion: '3.0.2-1' }),
  exploited: aSubject({ isKnownExploited: true }),
  score: aSubject({ exploitScore: 0.5 }),
  severity: aSubject({ severity: 'critical' }),
};

describe('endOf', () => {
  it.each([
    ['fix-released', { fixReleased: true }, change.fix, 'CVE-2026-1 is fixed in 3.0.2-1'],
    ['known-exploited', { knownExploited: true }, change.exploited, 'CVE-2026-1 is listed as exploited'],
    [
      'exploit-score',
      { exploitScore: 0.5 },
      change.score,
      'the exploit score of CVE-2026-1 is 0.5, which reaches 0.5',
    ],
    [
      'severity-rose',
      { severityRises: true },
      change.severity,
      'CVE-2026-1 is critical now, and was high when',
    ],
  ] as const)(
    'tells %s, chosen or forced, and nothing of it otherwise',
    (code, conditions, subject, text) => {
      expect(endOf(approved(conditions), {}, subject)).toMatchObject({
        code,
        message: { en: expect.stringContaining(text) },
      });
      expect(endOf(approved({}), conditions, subject)).toMatchObject({ code });
      expect(endOf(approved({}), {}, subject)).toBeNull();
      expect(endOf(approved(conditions), {}, aSubject())).toBeNull();
    },
  );

  it('does not hold against it what was known when it was approved', () => {
    const known = aSubject({
      fixedVersion: '9',
      isKnownExploited: true,
      exploitScore: 0.9,
      severity: 'critical',
    });
    const rule = { ...approved(), knownAtApproval: recordAtApproval([known]) };
    expect(endOf(rule, {}, known)).toBeNull();
    expect(endOf(rule, {}, aSubject({ severity: 'low' }))).toBeNull();
  });

  it('knows the flaw by another of its names, and tells one component from another', () => {
    const fixed = { fixedVersion: '2' };
    const rule = { ...approved(), knownAtApproval: recordAtApproval([aSubject(fixed)]) };
    const renamed = aSubject({ ...fixed, vulnerabilities: ['CVE-2026-9', 'CVE-2026-1'], flaw: 'CVE-2026-9' });
    expect(endOf(rule, {}, renamed)).toBeNull();
    expect(endOf(rule, {}, aSubject({ ...fixed, components: ['pkg:apk/alpine/openssl'] }))).toMatchObject({
      code: 'fix-released',
    });
  });

  it('holds what was not found at the approval to the worst severity that was', () => {
    const other = (severity: 'critical' | 'high') =>
      aSubject({ vulnerabilities: ['CVE-2026-2'], flaw: 'CVE-2026-2', severity });
    expect(endOf(approved({ severityRises: true }), {}, other('high'))).toBeNull();
    expect(endOf(approved({ severityRises: true }), {}, other('critical'))).toMatchObject({
      code: 'severity-rose',
    });
  });

  it('tells that a check has become more severe, and a severity that has become known', () => {
    const check = (severity: 'medium' | 'high' | 'unknown') =>
      checkSubject('image-size', 'f', severity, null);
    const rule = (before: 'medium' | 'unknown') => ({
      ...approved({ severityRises: true }),
      knownAtApproval: recordAtApproval([check(before)]),
    });
    expect(endOf(rule('medium'), {}, check('medium'))).toBeNull();
    expect(endOf(rule('medium'), {}, check('unknown'))).toBeNull();
    expect(endOf(rule('medium'), {}, check('high'))).toMatchObject({ code: 'severity-rose' });
    expect(endOf(rule('unknown'), {}, check('medium'))).toMatchObject({ code: 'severity-rose' });
  });

  it('counts the lower of two bounds', () => {
    expect(joinConditions({ exploitScore: 0.9 }, { exploitScore: 0.5 })).toEqual({ exploitScore: 0.5 });
    expect(joinConditions({ exploitScore: 0 }, {})).toEqual({ exploitScore: 0 });
  });
});

describe('a judgement', () => {
  const open = aVulnerability({ fixedVersion: null });
  const other = aVulnerability({ id: 'CVE-2026-0002', aliases: [], advisories: [], fixedVersion: null });
  const rule = {
    ...anExemption({ components: ['pkg:deb/debian/openssl'] }),
    endsWhen: { fixReleased: true },
  };

  it('is made without an exemption that any finding in its scope ends, and says so', () => {
    const before = judgeExample({ vulnerabilities: [open, other], exemptions: [rule] });
    expect(before).toMatchObject({ decision: 'allow', exemptedCount: 2, endedExemptions: [] });
    const fixed = { ...open, fixedVersion: '3.5.2-1' };
    const after = judgeExample({ vulnerabilities: [fixed, other], exemptions: [rule] });
    expect(after).toEqual({
      ...judgeExample({ vulnerabilities: [fixed, other] }),
      endedExemptions: [{ exemption: 'e1', code: 'fix-released', message: expect.anything() }],
    });
    expect(after).toMatchObject({ decision: 'deny', exemptedCount: 0 });
  });

  it('lets another exemption cover the rest', () => {
    const exemptions = [rule, anExemption({ vulnerabilities: [open.id] }, 'e2')];
    const fixed = { ...open, fixedVersion: '3.5.2-1' };
    expect(judgeExample({ vulnerabilities: [fixed], exemptions })).toMatchObject({
      exemptedCount: 1,
      findings: [{ exemption: 'e2' }],
      endedExemptions: [{ exemption: 'e1' }],
    });
  });

  it('ends one that a check ends which only the flaws it covered kept silent', () => {
    const policy = aPolicy({ exemptions: { end_when: { severity_rises: true } } });
    const wide = {
      ...anExemption({ targets: ['t1'] }),
      knownAtApproval: recordAtApproval([checkSubject('image-user-root', 'f', 'low', null)]),
    };
    const judgement = judgeExample({ policy, facts: anImage({ config: { user: '' } }), exemptions: [wide] });
    expect(judgement).toMatchObject({ decision: 'deny', endedExemptions: [{ code: 'severity-rose' }] });
  });

  it('is not ended by a finding on another target, nor by time that has passed already', () => {
    const fixed = { ...open, fixedVersion: '3.5.2-1' };
    const elsewhere = { ...rule, scope: { ...rule.scope, targets: ['t2'] } };
    const over = { ...rule, expiresAt: '2026-01-01T00:00:00.000Z' };
    expect(judgeExample({ vulnerabilities: [fixed], exemptions: [elsewhere, over] }).endedExemptions).toEqual(
      [],
    );
  });
});
