import type { Policy } from '../policy-schema.js';
import { compileRule } from './compile-rule.js';
import { names } from './syntax-tree.js';

/** Whether a rule of the policy looks at packages, so that it has to be shown all of them. */
export function readsComponents({ rules }: Pick<Policy, 'rules'>): boolean {
  return rules.some((rule) => {
    if (rule.for === 'components') return true;
    const compilation = compileRule(rule);
    if (!compilation.ok) return false;
    const { when, condition, message } = compilation.rule;
    const expressions = [when, condition, ...message.en, ...message.zh];
    return expressions.some(
      (part) => part !== null && typeof part !== 'string' && names(part.tree, 'components'),
    );
  });
}
