import { z } from 'zod';
import { connection, DateTime, JsonObject, PageArgs } from './kit/schema.js';
import { fieldsOf, mutations, op, queries } from './kit/operation.js';

export const PolicyName = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{0,99}$/, 'expected kebab-case: lower-case letters, digits, dots and hyphens');

export const Policy = z
  .object({
    name: PolicyName,
    title: z.string(),
    latestVersion: z.int32(),
    isInForce: z.boolean().describe('Whether it judges every target (setting IRONHULL_POLICY).'),
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
    document: JsonObject,
    author: z.string(),
    message: z.string(),
    publishedAt: DateTime,
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

export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000_000);

export const policyGraphql = {
  ...queries({
    policies: op('read', 'Policies, by name.', z.object({}), z.array(Policy)),
    policy: op('read', 'One policy.', z.object({ name: PolicyName }), Policy.nullable()),
  }),
  ...mutations({
    publishPolicy: op(
      'policy:write',
      'Publish a version.',
      z.object({ name: PolicyName, input: PublishPolicy }),
      PolicyVersion,
    ),
  }),
  policyVersions: fieldsOf(Policy, {
    versions: op('read', 'Versions, newest first.', PageArgs, connection(PolicyVersion)),
  }).versions,
};
