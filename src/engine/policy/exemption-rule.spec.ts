import { describe, expect, it } from 'vitest';
import { aSubject } from './example-policy.js';
import { concernsTarget, coversFinding, isInForce, type ExemptionScope } from './exemption-rule.js';
import { checkSubject } from './findings.js';
import { purlForms } from './purl.js';
import { repositoryOf } from './repository.js';

const rule = (scope: ExemptionScope, expiresAt = '2026-07-01T00:00:00.000Z') => ({
  id: 'e1',
  scope,
  expiresAt,
});
const vulnerability = aSubject();
const check = checkSubject(
  'image-size',
  'f2',
  'medium',
  { path: 'deploy.yaml', layer: null, line: 3, pointer: '0#/spec/containers/0' },
  ['Deployment/web/sidecar'],
);
const target = {
  id: 't1',
  digests: ['sha256:1'],
  references: ['registry.example:5000/team/app:1.2', 'mirror.example/team/app@sha256:1'],
  labels: { environment: 'test' },
};

describe('coversFinding', () => {
  it.each([
    [{ findings: ['f0', 'f1'] }],
    [{ vulnerabilities: ['cve-2026-1'] }],
    [{ vulnerabilities: ['GHSA-aaaa-bbbb-cccc'], components: ['pkg:deb/debian/openssl'] }],
    [{ components: ['pkg:deb/debian/openssl@3.0.1-1'] }],
    [{ components: ['pkg:deb/debian/openssl@3.0.1-1?arch=amd64'] }],
    [{ targets: ['t1'] }],
    [{ layers: ['sha256:other', 'sha256:base'] }],
    [{ paths: ['/var/lib/**'] }],
    [{ components: ['pkg:deb/debian/openssl@>=3.0 <3.1'] }],
    [{ components: ['pkg:deb/debian/openssl@<=3.0.1-1'] }],
  ])('covers the vulnerability by %j', (scope) => {
    expect(coversFinding(rule(scope), vulnerability)).toBe(true);
  });

  it.each([
    [{}],
    [{ findings: [] }],
    [{ findings: ['f1'], vulnerabilities: ['CVE-2026-2'] }],
    [{ vulnerabilities: ['CVE-2026-1'], components: ['pkg:deb/debian/openssl@3.0.2-1'] }],
    [{ components: ['pkg:deb/debian/open'] }],
    [{ layers: ['sha256:other'] }],
    [{ paths: ['/var/*'] }],
    [{ components: ['pkg:deb/debian/openssl@>=3.0.1-2'] }],
    [{ components: ['pkg:deb/debian/openssl@>3.0.1-1 <9'] }],
    [{ components: ['pkg:deb/debian/openssl@>=3.0 nonsense'] }],
    [{ components: ['pkg:deb/debian/zlib@>=1'] }],
    [{ checks: ['image-size'] }],
    [{ checks: ['image-size'], vulnerabilities: ['CVE-2026-1'] }],
  ])('does not cover the vulnerability by %j', (scope) => {
    expect(coversFinding(rule(scope), vulnerability)).toBe(false);
  });

  it('covers checks by path, pointer in the document and element, and never by layer when they stand in none', () => {
    for (const glob of ['deploy.yaml', '0#/spec/**', 'Deployment/*/sidecar'])
      expect(coversFinding(rule({ paths: [glob] }), check)).toBe(true);
    expect(coversFinding(rule({ paths: ['Deployment/*'] }), check)).toBe(false);
    expect(coversFinding(rule({ layers: ['sha256:base'] }), check)).toBe(false);
  });

  it('covers no version that cannot be compared by a range', () => {
    const odd = aSubject({ version: { ecosystem: 'Debian:12', text: 'not a version' } });
    expect(coversFinding(rule({ components: ['pkg:deb/debian/openssl@>=0'] }), odd)).toBe(false);
  });

  it('covers checks by id or fingerprint, and never by vulnerability or component', () => {
    expect(coversFinding(rule({ checks: ['image-size'] }), check)).toBe(true);
    expect(coversFinding(rule({ findings: ['f2'] }), check)).toBe(true);
    expect(coversFinding(rule({ vulnerabilities: ['CVE-2026-1'] }), check)).toBe(false);
    expect(coversFinding(rule({ checks: ['image-size'], components: ['pkg:npm/a'] }), check)).toBe(false);
  });
});

describe('concernsTarget', () => {
  it.each([
    [{}, true],
    [{ targets: ['t0', 't1'] }, true],
    [{ targets: ['sha256:1'] }, true],
    [{ targets: ['t2'] }, false],
    [{ targets: [] }, false],
    [{ repositories: ['registry.example:5000/team/*'] }, true],
    [{ repositories: ['mirror.example/**'] }, true],
    [{ repositories: ['registry.example:5000/*'] }, false],
    [{ targets: ['t1'], repositories: ['elsewhere/**'] }, false],
    [{ labels: ['environment=prod', 'environment=test'] }, true],
    [{ labels: ['environment'] }, true],
    [{ labels: ['environment=prod', 'toString'] }, false],
    [{ labels: ['environment='] }, false],
    [{ labels: [] }, false],
  ])('%j concerns it: %s', (scope, expected) => {
    expect(concernsTarget(rule(scope), target)).toBe(expected);
  });
});

describe('isInForce', () => {
  it('ends at its expiry, exactly', () => {
    expect(isInForce(rule({}), new Date('2026-06-30T23:59:59.999Z'))).toBe(true);
    expect(isInForce(rule({}), new Date('2026-07-01T00:00:00.000Z'))).toBe(false);
  });

  it('never begins with an expiry that cannot be read', () => {
    expect(isInForce(rule({}, 'never'), new Date(0))).toBe(false);
  });
});

describe('repositoryOf', () => {
  it.each([
    ['alpine', 'alpine'],
    ['alpine:3.18', 'alpine'],
    ['localhost:5000/app', 'localhost:5000/app'],
    ['localhost:5000/app:1@sha256:abc', 'localhost:5000/app'],
  ])('%s is of %s', (reference, repository) => {
    expect(repositoryOf(reference)).toBe(repository);
  });
});

describe('purlForms', () => {
  it('keeps a scope that begins with an at sign', () => {
    expect(purlForms('pkg:npm/@scope/name')).toEqual(['pkg:npm/@scope/name']);
    expect(purlForms('pkg:npm/%40scope/name@1.0.0')).toContain('pkg:npm/%40scope/name');
  });
});
