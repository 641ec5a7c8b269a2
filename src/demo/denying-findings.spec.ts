import { expect, it } from 'vitest';
import type { Wire } from '../client/ironhull-client.js';
import type { Finding } from '../contracts/finding.contract.js';
import { denyingFindings } from './denying-findings.js';

function finding(fingerprint: string, changes: Partial<Wire<Finding>>): Wire<Finding> {
  return {
    id: fingerprint,
    targetId: 't',
    fingerprint,
    kind: 'check',
    result: 'fail',
    severity: 'high',
    title: '',
    message: '',
    remediation: '',
    fix: null,
    check: null,
    advisory: null,
    aliases: [],
    advisories: [],
    component: null,
    fixedVersion: null,
    score: null,
    isKnownExploited: false,
    origin: null,
    knownExploitation: null,
    exploitPrediction: null,
    location: null,
    evidence: [],
    exemption: null,
    vex: null,
    element: null,
    firstSeenAt: '2026-06-01T00:00:00.000Z',
    ...changes,
  };
}

function reason(code: string, findings: string[]) {
  return { code, severity: 'high' as const, message: '', remediation: null, findings };
}

it('names the failed checks that deny, and in place of the count the vulnerabilities that were counted', () => {
  const vulnerability = { kind: 'vulnerability', severity: 'critical', fixedVersion: '2' } as const;
  const findings = [
    finding('root', { check: 'image-user-root' }),
    finding('size', { check: 'image-size', severity: 'info' }),
    finding('count', { check: 'image-vulnerabilities', severity: 'critical' }),
    finding('fixable', vulnerability),
    finding('unfixable', { ...vulnerability, fixedVersion: null }),
    finding('high', { ...vulnerability, severity: 'high' }),
  ];
  const reasons = [
    reason('check-failed', ['root', 'count']),
    reason('score-below-floor', ['root', 'count', 'size']),
    reason('check-failed-reported', ['size']),
  ];
  expect(denyingFindings({ reasons }, findings)).toEqual(['root', 'fixable']);
});
