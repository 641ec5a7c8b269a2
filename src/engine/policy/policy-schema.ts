import { z } from 'zod';
import { checkIds, findCheck, strictParameters } from '../checks/find-check.js';
import { exemptionRules } from './exemption-rules-schema.js';
import { suggestion } from './nearest.js';
import { isRecord, memberOf } from './plain-json.js';
import { testIssues } from './policy-test-issues.js';
import { mostTests, policyTestSchema } from './policy-test-schema.js';
import { ruleIssues } from './rules/rule-issues.js';
import { mostRules, ruleSchema } from './rules/rule-schema.js';

const gradedSeverity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

/** What a policy says of one check. */
export const checkOverride = z.strictObject({
  severity: gradedSeverity
    .optional()
    .describe("Replaces the check's own severity; elements that the check grades itself keep their grade."),
  parameters: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Replace the check's defaults, one by one."),
});

const gate = z.strictObject({
  fail_on: gradedSeverity.describe('Lowest severity of a failing, unwaived check finding that denies.'),
  max_medium: z.int().min(0).optional().describe('More failing medium check findings than this deny.'),
  unknown: z
    .enum(['report', 'unknown', 'fail'])
    .default('unknown')
    .describe('What an undecided check does: it is listed, makes the verdict unknown, or counts as failed.'),
  not_run: z
    .enum(['ignore', 'report', 'fail'])
    .default('report')
    .describe(
      'What a check does that looks at other kinds of input than the target: nothing, it is listed, or it counts as failed.',
    ),
  must_decide: z
    .array(z.string())
    .default([])
    .describe('Checks whose unknown makes the verdict unknown whatever `unknown` says.'),
  pending: z
    .enum(['pending', 'deny'])
    .default('pending')
    .describe('What the gate answers while an image is scanned for the first time. Nothing lets it through.'),
  score_floor: z.number().min(0).max(100).optional().describe('A lower score denies.'),
  min_pass_ratio: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('A smaller share of the checks that pass denies; undecided ones count as not passed.'),
});

/** Imports within a minute of each other decide nothing anew by their age: bounds are longer. */
const ageInHours = z.number().min(0.1).max(100_000).optional();

const freshness = z.strictObject({
  advisories_hours: ageInHours.describe(
    'Where the advisories that its packages need are older, the verdict on an image is unknown.',
  ),
  scan_hours: ageInHours.describe(
    'Where it was last scanned longer ago, the verdict on an image is unknown.',
  ),
});

/** A policy document's structure; `validatePolicy` also holds its checks and parameters against the catalogue. */
export const policySchema = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+(?:\.\d+)*)*$/, 'expected kebab-case, such as "my-policy"'),
  title: z.string().min(1).max(200),
  description: z.string().max(4000).default(''),
  checks: z
    .record(z.string(), checkOverride)
    .default({})
    .describe('Id of a check → what differs from the catalogue.'),
  rules: z.array(ruleSchema).max(mostRules).default([]).describe('Rules of its own, beside the checks.'),
  gate,
  freshness: freshness.default({}).describe('How old what is known may be.'),
  exemptions: exemptionRules.default({ never: [], require: [], end_when: {}, broad: 'allow' }),
  tests: z.array(policyTestSchema).max(mostTests).default([]).describe('What it says of examples.'),
});

/** A policy, with the defaults of its own structure; parameters are as written. */
export type Policy = z.output<typeof policySchema>;

/** One thing that is wrong with a document. */
export interface PolicyIssue {
  readonly path: readonly (string | number)[];
  /** Whether the last key itself is wrong, not its value. */
  readonly isKey: boolean;
  /** Within the text at the path, in characters from its begin; absent: all of it. */
  readonly offset?: number;
  readonly message: string;
}

export type PolicyValidation =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] };

/** Holds a parsed document against the schema and the catalogue, and names everything that is wrong with it. */
export function validatePolicy(document: unknown): PolicyValidation {
  const parsed = policySchema.safeParse(document);
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error, policySchema, [])),
    ...checkIssues(document),
    ...ruleIssues(memberOf(document, 'rules')),
    ...gateIssues(document),
    ...testIssues(memberOf(document, 'tests'), chosenIds(document)),
  ];
  if (parsed.success && issues.length === 0) return { ok: true, policy: parsed.data };
  return { ok: false, issues };
}

function checkIssues(document: unknown): PolicyIssue[] {
  const checks = memberOf(document, 'checks') ?? {};
  if (!isRecord(checks)) return [];
  if (Object.keys(checks).length === 0 && ruleIds(document).length === 0) {
    return [{ path: ['checks'], isKey: false, message: 'Expected at least one check or rule' }];
  }
  return Object.entries(checks).flatMap(([id, value]) => {
    const path = ['checks', id];
    const check = findCheck(id);
    if (!check) return { path, isKey: true, message: `Unknown check "${id}"${suggestion(id, checkIds())}` };
    const parameters = memberOf(value, 'parameters');
    if (!isRecord(parameters)) return [];
    const schema = strictParameters(check);
    const parsed = schema.safeParse(parameters);
    return parsed.success ? [] : issuesOf(parsed.error, schema, [...path, 'parameters']);
  });
}

function gateIssues(document: unknown): PolicyIssue[] {
  const mustDecide = memberOf(memberOf(document, 'gate'), 'must_decide');
  if (!Array.isArray(mustDecide)) return [];
  const chosen = chosenIds(document);
  return mustDecide.flatMap((id: unknown, index) => {
    if (typeof id !== 'string' || chosen.includes(id)) return [];
    const message = `"${id}" is not among this policy's checks and rules${suggestion(id, chosen)}`;
    return { path: ['gate', 'must_decide', index], isKey: false, message };
  });
}

/** Ids of the policy's checks and rules. */
function chosenIds(document: unknown): string[] {
  const checks = memberOf(document, 'checks');
  return [...(isRecord(checks) ? Object.keys(checks) : []), ...ruleIds(document)];
}

function ruleIds(document: unknown): string[] {
  const rules = memberOf(document, 'rules');
  if (!Array.isArray(rules)) return [];
  return rules.map((rule: unknown) => memberOf(rule, 'id')).filter((id) => typeof id === 'string');
}

function issuesOf(error: z.ZodError, schema: z.ZodType, prefix: readonly string[]): PolicyIssue[] {
  return error.issues.flatMap((issue): PolicyIssue[] => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    if (issue.code !== 'unrecognized_keys')
      return [{ path: [...prefix, ...path], isKey: false, message: issue.message }];
    const known = keysAt(schema, path);
    return issue.keys.map((key) => ({
      path: [...prefix, ...path, key],
      isKey: true,
      message: `Unknown key "${key}"${suggestion(key, known) || (known.length > 0 ? `; expected ${known.join(', ')}` : '')}`,
    }));
  });
}

/** The keys that the object at `path` may have. */
function keysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const key of [...path, null]) {
    while (at instanceof z.ZodDefault || at instanceof z.ZodOptional || at instanceof z.ZodNullable)
      at = at.def.innerType;
    if (key === null) break;
    if (at instanceof z.ZodObject)
      at = Object.entries(at.shape as z.core.$ZodShape).find(([name]) => name === key)?.[1];
    else if (at instanceof z.ZodArray) at = at.def.element;
    else at = at instanceof z.ZodRecord ? at.def.valueType : undefined;
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}
