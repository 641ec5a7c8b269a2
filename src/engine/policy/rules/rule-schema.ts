import { z } from 'zod';
import { longestExpression } from './compile-expression.js';
import { elementVariables, ruleTargets, type RuleElements } from './fact-variables.js';

/** Most rules of one policy. */
export const mostRules = 100;

const said = z.string().min(1).max(500);
/** In English alone, or in both languages. */
const text = z.union([said, z.strictObject({ en: said, zh: said.optional() })]);
const expression = z.string().min(1).max(longestExpression);

/** A rule that a policy brings itself: what its expressions (CEL) say of the facts. */
export const ruleSchema = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'expected kebab-case, such as "team-label"')
    .describe('What findings, exemptions and `must_decide` call it; not the id of a check of the catalogue.'),
  title: text.describe('What is wrong when it fails.'),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  targets: z.array(z.enum(ruleTargets)).min(1).describe('Kinds of input that it looks at.'),
  for: z
    .enum(Object.keys(elementVariables) as [RuleElements, ...RuleElements[]])
    .optional()
    .describe(
      'What it goes through, one by one: each gets a finding of its own. Absent: the target as a whole.',
    ),
  when: expression.optional().describe('Where it applies (CEL). Absent: everywhere.'),
  deny: expression.optional().describe('What is wrong (CEL). Either this or `expect`.'),
  expect: expression.optional().describe('What must hold (CEL). Either this or `deny`.'),
  message: text.describe('What is wrong here; `${…}` holds an expression (CEL) whose value is put there.'),
  remediation: text.describe('What to do about it.'),
});
export type Rule = z.output<typeof ruleSchema>;
