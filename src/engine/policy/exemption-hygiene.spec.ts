import { describe, expect, it } from 'vitest';
import { aSubject } from './example-policy.js';
import { hygieneOf } from './exemption-hygiene.js';

const now = new Date('2026-06-01T00:00:00.000Z');
const expiresAt = new Date('2026-07-01T00:00:00.000Z');
const target = { id: 't1', digests: [], references: ['registry.example/team/app:1'] };
const covered = (exemption: string | null) => ({ subject: aSubject(), target, exemption });
const scope = { vulnerabilities: ['CVE-2026-1'] };
const clean = { issues: [], shadowedBy: [], unusedParts: [] };

describe('hygieneOf', () => {
  it('finds nothing amiss with one that is applied', () => {
    expect(hygieneOf({ id: 'e1', scope, expiresAt }, [covered('e1'), covered('e2')], now, 29)).toEqual(clean);
  });

  it('tells one that covers nothing, and one that is not applied to what it covers', () => {
    expect(hygieneOf({ id: 'e1', scope, expiresAt }, [], now, 1)).toEqual({ ...clean, issues: ['unused'] });
    const refused = [covered(null), covered('e2')];
    expect(hygieneOf({ id: 'e1', scope, expiresAt }, refused, now, 1)).toEqual({
      ...clean,
      issues: ['not-applied'],
    });
  });

  it('tells one that others cover all of, and which', () => {
    const others = [covered('e3'), covered('e2'), covered('e3')];
    expect(hygieneOf({ id: 'e1', scope, expiresAt }, others, now, 1)).toEqual({
      ...clean,
      issues: ['shadowed'],
      shadowedBy: ['e2', 'e3'],
    });
  });

  it('tells the values of its scope that cover nothing', () => {
    const wide = {
      vulnerabilities: ['cve-2026-1', 'CVE-2026-9'],
      repositories: ['registry.example/team/*', 'elsewhere/**'],
      components: ['pkg:deb/debian/openssl@<4'],
    };
    expect(hygieneOf({ id: 'e1', scope: wide, expiresAt }, [covered('e1')], now, 1)).toEqual({
      ...clean,
      issues: ['broader'],
      unusedParts: ['vulnerabilities: CVE-2026-9', 'repositories: elsewhere/**'],
    });
  });

  it('tells one whose end is as near as was asked', () => {
    expect(hygieneOf({ id: 'e1', scope, expiresAt }, [covered('e1')], now, 30).issues).toEqual(['expiring']);
  });
});
