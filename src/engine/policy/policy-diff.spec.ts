import { describe, expect, it } from 'vitest';
import { parsePolicy } from './policy-document.js';
import { diffPolicies } from './policy-diff.js';

function policy(text: string) {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { text, policy: parsed.policy };
}

const first = `name: example
title: Example
checks:
  image-user-root: {}
  image-size: { severity: low }
  image-os-eol: {}
gate: { fail_on: high, max_medium: 2 }
`;
const second = `# Stricter
name: example
title: Example
checks:
  image-user-root: { severity: critical }
  image-size: { severity: low, parameters: { max_bytes: 100 } }
  image-healthcheck: {}
gate: { fail_on: medium }
exemptions: { max_days: 30 }
`;

describe('diffPolicies', () => {
  it('tells in plain words what judges differently', () => {
    const { changes } = diffPolicies(policy(first), policy(second));
    expect(changes.map(({ kind, path, message }) => [kind, path, message.en])).toEqual([
      ['added', 'checks.image-healthcheck', 'image-healthcheck is checked now'],
      ['removed', 'checks.image-os-eol', 'image-os-eol is no longer checked'],
      [
        'changed',
        'checks.image-size.parameters.max_bytes',
        'image-size parameters.max_bytes: 524288000 → 100',
      ],
      ['changed', 'checks.image-user-root.severity', 'image-user-root severity: high → critical'],
      ['added', 'exemptions.max_days', 'exemptions.max_days: not stated → 30'],
      ['changed', 'gate.fail_on', 'gate.fail_on: high → medium'],
      ['removed', 'gate.max_medium', 'gate.max_medium: 2 → not stated'],
    ]);
  });

  it('tells of rules, tests, freshness and what it extends', () => {
    const rule = (severity: string) =>
      `rules: [{ id: own-rule, title: T, severity: ${severity}, targets: [image], deny: 'false', message: M, remediation: R }]\n`;
    const tests = (decision: string) =>
      `tests: [{ name: a.b, input: { image: {} }, expect: { decision: ${decision} } }]\n`;
    const before = policy(`${first}${rule('low')}${tests('allow')}`);
    const after = policy(`${first}${rule('high')}${tests('deny')}freshness: { scan_hours: 24 }\n`);
    const messages = (...two: Parameters<typeof diffPolicies>) =>
      diffPolicies(...two).changes.map(({ message }) => message.en);
    expect(messages(before, { ...after, parent: 'baseline@2' })).toEqual([
      'extends: not stated → baseline@2',
      'freshness.scan_hours: not stated → 24',
      'own-rule severity: low → high',
      'test "a.b" changed',
    ]);
    expect(messages(policy(first), before)).toEqual(['own-rule is checked now', 'test "a.b" added']);
  });

  it('shows the texts beside each other', () => {
    const { patch } = diffPolicies(policy(first), policy(second));
    expect(patch).toContain('+++ b/example.yaml');
    expect(patch).toContain('-gate: { fail_on: high, max_medium: 2 }\n+  image-user-root');
  });

  it('finds nothing in layout, order, comments and defaults that are written out', () => {
    const same = `# The same
title: Example
name: example
checks:
  image-os-eol: {}
  image-size:
    severity: low
  image-user-root: { severity: high }
gate: { max_medium: 2, fail_on: high, unknown: unknown, must_decide: [] }
exemptions: { never: [] }
`;
    const { changes, patch } = diffPolicies(policy(first), policy(same));
    expect(changes).toEqual([]);
    expect(patch).not.toBe('');
    expect(diffPolicies(policy(first), policy(first))).toEqual({ changes: [], patch: '' });
  });

  it('is turned around when the versions are', () => {
    const there = diffPolicies(policy(first), policy(second)).changes;
    const back = diffPolicies(policy(second), policy(first)).changes;
    expect(back.map(({ path, from, to }) => ({ path, from, to }))).toEqual(
      there.map(({ path, from, to }) => ({ path, from: to, to: from })),
    );
  });
});
