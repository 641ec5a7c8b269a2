import { z } from 'zod';
import { connection, DateTime, JsonObject, PageArgs } from './kit/schema.js';
import { Localized } from './kit/localized.js';
import { fieldsOf, mutations, op, queries } from './kit/operation.js';

export const PolicyName = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{0,99}$/, 'expected kebab-case: lower-case letters, digits, dots and hyphens');

export const Policy = z
  .object({
    name: PolicyName,
    title: z.string(),
    latestVersion: z.int32(),
    parent: z.string().nullable().describe('What its newest version extends: `baseline@3`; null: nothing.'),
    newerParent: z
      .string()
      .nullable()
      .describe('A newer version of what it extends. It counts once the policy is published again.'),
    isInForce: z.boolean().describe('Whether it judges what no binding fits (setting IRONHULL_POLICY).'),
    createdAt: DateTime,
  })
  .meta({ id: 'Policy', description: 'A name under which immutable versions stand.' });
export interface Policy extends z.output<typeof Policy> {}

export const PolicyVersion = z
  .object({
    policy: PolicyName,
    version: z.int32(),
    hash: z.string().describe('sha256 of the content, whatever its layout.'),
    text: z.string().describe('As published (YAML).'),
    parent: z.string().nullable().describe('What it extends, pinned: `baseline@3`; null: nothing.'),
    document: JsonObject.describe('With what it extends put in, and defaults.'),
    author: z.string(),
    message: z.string(),
    publishedAt: DateTime,
    retiredAt: DateTime.nullable().describe('From then on it judges nothing more; it stays to be read.'),
  })
  .meta({ id: 'PolicyVersion', description: 'Immutable and content-hashed.' });
export interface PolicyVersion extends z.output<typeof PolicyVersion> {}

export const PublishPolicy = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(262_144)
      .describe('The policy document (YAML); its name is the name in the path.'),
    message: z.string().min(1).max(2000).describe('What changed and why.'),
  })
  .meta({ id: 'PublishPolicyInput' });
export interface PublishPolicy extends z.output<typeof PublishPolicy> {}

export const RollBackPolicy = z
  .strictObject({
    version: z.int32().min(1).describe('Whose content becomes the newest version.'),
    message: z.string().min(1).max(2000).describe('Why.'),
  })
  .meta({ id: 'RollBackPolicyInput' });
export interface RollBackPolicy extends z.output<typeof RollBackPolicy> {}

export const PolicyChange = z
  .object({
    kind: z.enum(['added', 'removed', 'changed']).meta({ id: 'PolicyChangeKind' }),
    path: z.string().describe('`gate.fail_on`, `checks.workload-memory-limit.severity`.'),
    from: z.string().nullable().describe('As JSON; null: there was nothing.'),
    to: z.string().nullable().describe('As JSON; null: there is nothing.'),
    message: Localized,
  })
  .meta({ id: 'PolicyChange', description: 'One thing that judges differently.' });
export interface PolicyChange extends z.output<typeof PolicyChange> {}

export const PolicyDiff = z
  .object({
    policy: PolicyName,
    from: z.int32(),
    to: z.int32(),
    changes: z.array(PolicyChange).describe('In meaning; defaults that are written out change nothing.'),
    patch: z.string().describe('In text, as a unified diff; empty: nothing.'),
  })
  .meta({ id: 'PolicyDiff', description: 'What one version of a policy changes against another.' });
export interface PolicyDiff extends z.output<typeof PolicyDiff> {}

export const PolicyDraft = z
  .object({
    policy: PolicyName,
    text: z.string().describe('As written so far (YAML); it need not be valid yet.'),
    errors: z.array(z.string()).describe('Why it cannot be published: `line 3, column 5: …`.'),
    author: z.string().describe('Who wrote it last.'),
    updatedAt: DateTime,
    approvedBy: z.string().nullable().describe('Another author, who approved it as it is; null: nobody.'),
    approvedAt: DateTime.nullable(),
    etag: z.string().describe('Names what it is now; sent back as If-Match with the next change.'),
  })
  .meta({ id: 'PolicyDraft', description: 'What the next version of a policy may become.' });
export interface PolicyDraft extends z.output<typeof PolicyDraft> {}

export const WritePolicyDraft = z
  .strictObject({ text: z.string().min(1).max(262_144) })
  .meta({ id: 'WritePolicyDraftInput' });
export interface WritePolicyDraft extends z.output<typeof WritePolicyDraft> {}

export const PublishPolicyDraft = z
  .strictObject({ message: PublishPolicy.shape.message })
  .meta({ id: 'PublishPolicyDraftInput' });
export interface PublishPolicyDraft extends z.output<typeof PublishPolicyDraft> {}

export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000_000);

export const PolicyDiffQuery = z.strictObject({ from: VersionNumber, to: VersionNumber });
export interface PolicyDiffQuery extends z.output<typeof PolicyDiffQuery> {}

export const policyGraphql = {
  ...queries({
    policies: op('read', 'Policies, by name.', z.object({}), z.array(Policy)),
    policy: op('read', 'One policy.', z.object({ name: PolicyName }), Policy.nullable()),
    policyDiff: op(
      'read',
      'What one version changes against another.',
      z.object({ name: PolicyName, from: z.int32().min(1), to: z.int32().min(1) }),
      PolicyDiff,
    ),
  }),
  ...mutations({
    publishPolicy: op(
      'policy:write',
      'Publish a version.',
      z.object({ name: PolicyName, input: PublishPolicy }),
      PolicyVersion,
    ),
    rollBackPolicy: op(
      'policy:write',
      'Publish the content of an older version again.',
      z.object({ name: PolicyName, input: RollBackPolicy }),
      PolicyVersion,
    ),
    retirePolicyVersion: op(
      'policy:write',
      'Let a version judge nothing more.',
      z.object({ name: PolicyName, version: z.int32().min(1) }),
      PolicyVersion,
    ),
  }),
  policyVersions: fieldsOf(Policy, {
    versions: op('read', 'Versions, newest first.', PageArgs, connection(PolicyVersion)),
  }).versions,
};
