import { isRecord, memberOf } from './plain-json.js';
import type { PolicyIssue } from './policy-schema.js';

/** Tests that could never fail: they name checks that the policy does not have, or expect nothing. */
export function testIssues(tests: unknown, chosen: readonly string[]): PolicyIssue[] {
  if (!Array.isArray(tests)) return [];
  const names = new Set<unknown>();
  return tests.flatMap((test: unknown, index): PolicyIssue[] => {
    const expected = memberOf(test, 'expect');
    const name = memberOf(test, 'name');
    const issues: PolicyIssue[] = [];
    if (names.has(name))
      issues.push({
        path: ['tests', index, 'name'],
        isKey: false,
        message: `Another test is called "${String(name)}" too`,
      });
    names.add(name);
    if (!isRecord(expected)) return issues;
    if (Object.keys(expected).length === 0)
      issues.push({
        path: ['tests', index, 'expect'],
        isKey: false,
        message: 'Expected a decision, findings or no_findings',
      });
    for (const part of ['findings', 'no_findings'] as const) {
      const entries = expected[part];
      if (!Array.isArray(entries)) continue;
      entries.forEach((entry: unknown, at) => {
        const id = part === 'findings' ? memberOf(entry, 'check') : entry;
        // Ids of vulnerabilities have capital letters.
        if (typeof id !== 'string' || chosen.includes(id) || (part === 'no_findings' && /[A-Z]/.test(id)))
          return;
        const path = ['tests', index, 'expect', part, at, ...(part === 'findings' ? ['check'] : [])];
        issues.push({ path, isKey: false, message: `"${id}" is not among this policy's checks and rules` });
      });
    }
    return issues;
  });
}
