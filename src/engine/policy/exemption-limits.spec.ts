import { describe, expect, it } from 'vitest';
import { approversNeeded, isBroadScope, longestDays, missingParts, rolesNeeded } from './exemption-limits.js';
import { aPolicy } from './example-policy.js';

const rulesOf = (exemptions: object) => aPolicy({ exemptions }).exemptions;

describe('what a policy says of an exemption', () => {
  it('is its longest life, by the worst it covers; the shortest while that is not known', () => {
    const rules = rulesOf({ max_days: { critical: 7, low: 90 } });
    expect(longestDays(rules, ['low'])).toBe(90);
    expect(longestDays(rules, ['low', 'critical'])).toBe(7);
    expect(longestDays(rules, ['medium'])).toBeNull();
    for (const unknown of [[], ['unknown', 'low']] as const) expect(longestDays(rules, unknown)).toBe(7);
    expect(longestDays(rulesOf({ max_days: 30 }), ['info'])).toBe(30);
    expect(longestDays(rulesOf({}), ['critical'])).toBeNull();
  });

  it('is how many approve it', () => {
    const rules = rulesOf({ approvers: { critical: 3, high: 2 } });
    expect(approversNeeded(rules, ['high', 'medium'])).toBe(2);
    expect(approversNeeded(rules, ['medium'])).toBe(1);
    expect(approversNeeded(rules, [])).toBe(3);
    expect(approversNeeded(rulesOf({ approvers: 2 }), ['low'])).toBe(2);
    expect(approversNeeded(rulesOf({}), [])).toBe(1);
  });

  it('is who approves it', () => {
    const rules = rulesOf({
      approver_roles: { critical: ['admin'], high: ['admin', 'approver'] },
      broad: 'admin',
    });
    expect(rolesNeeded(rules, ['high'], false)).toEqual([['admin', 'approver']]);
    expect(rolesNeeded(rules, ['low'], true)).toEqual([['admin']]);
    expect(rolesNeeded(rules, [], false)).toEqual([['admin'], ['admin', 'approver']]);
    expect(rolesNeeded(rulesOf({ broad: 'refuse' }), ['low'], true)).toEqual([]);
  });

  it('is what a request carries', () => {
    const rules = rulesOf({ reasons: ['false-positive'], require: ['ticket'] });
    const given = { category: null, ticket: null, compensating_control: null, attachment: null };
    expect(missingParts(rules, given).sort()).toEqual(['category', 'ticket']);
    expect(missingParts(rules, { ...given, ticket: 'SEC-1', category: 'false-positive' })).toEqual([]);
    expect(missingParts(rulesOf({}), given)).toEqual([]);
  });
});

describe('isBroadScope', () => {
  it.each([
    [{ checks: ['a'] }],
    [{ components: ['pkg:npm/a'] }],
    [{ components: ['pkg:npm/%40scope/a', 'pkg:npm/a@1'] }],
    [{ paths: ['/usr/**'] }],
    [{ paths: ['**'], checks: ['a'] }],
    [{ layers: ['sha256:1'] }],
    [{ targets: ['t1'] }],
    [{ checks: ['a'], repositories: ['**'] }],
    [{ checks: ['a'], repositories: ['registry/app', '*/*'] }],
  ])('is %j', (scope) => {
    expect(isBroadScope(scope)).toBe(true);
  });

  it.each([
    [{ findings: ['f'] }],
    [{ vulnerabilities: ['CVE-2026-1'] }],
    [{ checks: ['a'], targets: ['t1'] }],
    [{ checks: ['a'], repositories: ['registry/team/*'] }],
    [{ checks: ['a'], layers: ['sha256:1'] }],
    [{ checks: ['a'], paths: ['/opt/app/**'] }],
    [{ components: ['pkg:npm/a@1'] }],
    [{ components: ['pkg:npm/%40scope/a@>=1 <2'] }],
    [{ paths: ['/usr/**'], targets: ['t1'] }],
  ])('is not %j', (scope) => {
    expect(isBroadScope(scope)).toBe(false);
  });
});
