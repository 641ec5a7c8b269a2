import { findCheck } from '../../checks/find-check.js';
import type { PolicyIssue } from '../policy-schema.js';
import { compileRule } from './compile-rule.js';
import { ruleSchema } from './rule-schema.js';

/** What the schema cannot say of a policy's rules: their ids, and whether their expressions hold against the facts. */
export function ruleIssues(rules: unknown): PolicyIssue[] {
  if (!Array.isArray(rules)) return [];
  const seen = new Set<string>();
  return rules.flatMap((written: unknown, index): PolicyIssue[] => {
    const parsed = ruleSchema.safeParse(written);
    if (!parsed.success) return [];
    const { id } = parsed.data;
    const taken = findCheck(id)
      ? 'is the id of a check of the catalogue'
      : seen.has(id) && 'is the id of another rule';
    seen.add(id);
    const compilation = compileRule(parsed.data);
    const own: PolicyIssue[] = taken
      ? [{ path: ['rules', index, 'id'], isKey: false, message: `"${id}" ${taken}` }]
      : [];
    if (compilation.ok) return own;
    return [
      ...own,
      ...compilation.problems.map(({ path, offset, message }) => {
        return { path: ['rules', index, ...path], isKey: false, offset, message };
      }),
    ];
  });
}
