import { z } from 'zod';
import { changeCodes } from '../engine/policy/verdict-change.js';
import { connection, DateTime, Id, PageArgs } from './kit/schema.js';
import { fieldsOf, op, queries, subscriptions } from './kit/operation.js';
import { PolicyVersion } from './policy.contract.js';
import { Reason, SeverityCounts } from './reason.contract.js';
import { Receipt } from './receipt.contract.js';
import { BindingMode, Decision, ImageDigest, Target } from './target.contract.js';

export const PolicyReference = z
  .object({ name: z.string(), version: z.int32(), hash: z.string().describe('Of its content.') })
  .meta({ id: 'PolicyReference' });

export const VerdictCause = z
  .object({
    code: z.enum(changeCodes).meta({ id: 'VerdictCauseCode' }),
    subject: z.string().nullable().describe('The flaw, the policy version or the exemption.'),
    message: z.string().describe('What happened.'),
  })
  .meta({ id: 'VerdictCause', description: 'One thing that was different when a target was judged again.' });

export const VerdictChange = z
  .object({
    from: Decision.nullable().describe('The decision before; null: there was none.'),
    causes: z.array(VerdictCause).describe('The weightiest first; no more than 20.'),
    summary: z.string().describe('In one sentence.'),
  })
  .meta({ id: 'VerdictChange', description: 'Why a verdict followed the one before it.' });

export const Verdict = z
  .object({
    digest: z.string(),
    targetId: Id.nullable().describe('Null: never scanned.'),
    decision: Decision.describe('What to act on.'),
    judged: Decision.describe('Before the mode: what the policy says. The reasons are of this one.'),
    mode: BindingMode,
    binding: z
      .string()
      .nullable()
      .describe('By which it was chosen how to judge; null: none fits, or a policy was named.'),
    policy: PolicyReference.nullable(),
    reasons: z.array(Reason),
    counts: SeverityCounts,
    exemptedCount: z.int32(),
    dismissedCount: z.int32().describe('Findings that a trusted VEX statement takes away.'),
    score: z.number().nullable().describe('Severity-weighted share of decided checks that pass, 0 to 100.'),
    judgedAt: DateTime.nullable(),
    validUntil: DateTime.nullable().describe('When time alone may change it; it is judged again then.'),
    receipt: Receipt.nullable(),
    change: VerdictChange.nullable().describe('Null: not stored.'),
  })
  .meta({ id: 'Verdict', description: 'May it run, why not, and how to fix it.' });
export interface Verdict extends z.output<typeof Verdict> {}

export const VerdictQuery = z.strictObject({
  policy: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,99}(@\d{1,9})?$/, 'expected a policy name, or name@version')
    .optional()
    .describe('Judge under this policy instead of the one in force: name or name@version.'),
});
export interface VerdictQuery extends z.output<typeof VerdictQuery> {}

export const PreviewInput = z
  .strictObject({ policy: z.string().max(262_144).describe('A policy document (YAML).') })
  .meta({ id: 'PreviewInput' });
export interface PreviewInput extends z.output<typeof PreviewInput> {}

const at = DateTime.optional().describe(
  'The verdict that stood at that time, instead of the one that stands.',
);

export const TargetVerdictQuery = z
  .strictObject({ ...VerdictQuery.shape, at })
  .refine((query) => query.at === undefined || query.policy === undefined, {
    path: ['at'],
    message: 'a verdict of the past stands under the policy of its time: leave out "policy"',
  });
export interface TargetVerdictQuery extends z.output<typeof TargetVerdictQuery> {}

const ofTarget = fieldsOf(Target, {
  verdict: op('read', 'Under the policy in force.', z.object({ at }), Verdict),
  history: op('read', 'Verdicts, newest first.', PageArgs, connection(Verdict)),
});
export const verdictGraphql = {
  ...queries({
    verdict: op('read', 'The gate: from what is stored.', z.object({ digest: ImageDigest }), Verdict),
  }),
  ...subscriptions({
    verdictChanged: op(
      'read',
      "A target's verdict as it stands and after each change.",
      z.object({ targetId: Id }),
      Verdict,
    ),
    verdictsChanged: op(
      'read',
      'The verdict on any target, after each change of one.',
      z.object({}),
      Verdict,
    ),
  }),
  verdictPolicyVersion: fieldsOf(Verdict, {
    policyVersion: op('read', 'The policy version that judged it.', z.object({}), PolicyVersion.nullable()),
  }).policyVersion,
  targetVerdict: ofTarget.verdict,
  targetHistory: ofTarget.history,
};
