import { z } from 'zod';
import { roles } from './kit/permission.js';
import { BigCount, DateTime, Id, JsonObject, PageArgs } from './kit/schema.js';

export const Role = z.enum(roles).meta({ id: 'Role' });

export const ApiKey = z
  .object({
    id: Id,
    name: z.string().min(1).max(100),
    roles: z.array(Role).min(1),
    createdBy: z.string(),
    createdAt: DateTime,
    expiresAt: DateTime.nullable().describe('Null: it does not expire.'),
    revokedAt: DateTime.nullable(),
    lastUsedAt: DateTime.nullable(),
  })
  .meta({ id: 'ApiKey', description: 'Who calls. Only a hash of the key is stored.' });
export interface ApiKey extends z.output<typeof ApiKey> {}

export const CreateKey = z
  .strictObject({
    name: ApiKey.shape.name,
    roles: ApiKey.shape.roles,
    expiresAt: DateTime.nullable().default(null),
  })
  .meta({ id: 'CreateKeyInput' });
export interface CreateKey extends z.output<typeof CreateKey> {}

export const CreatedKey = z
  .object({ ...ApiKey.shape, key: z.string().describe('Shown this once.') })
  .meta({ id: 'CreatedKey' });
export interface CreatedKey extends z.output<typeof CreatedKey> {}

export const KeyQuery = z.strictObject(PageArgs.shape);
export interface KeyQuery extends z.output<typeof KeyQuery> {}

export const AuditEntry = z
  .object({
    id: BigCount,
    at: DateTime,
    actor: z.string().describe('Name of the key, or `system`.'),
    address: z.string().nullable().describe('Where the call came from; null: from within the service.'),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    details: JsonObject,
    hash: z.string().describe('Over the entry and the hash of the one before it.'),
  })
  .meta({ id: 'AuditEntry', description: 'One change: who, what, when, from where.' });
export interface AuditEntry extends z.output<typeof AuditEntry> {}

export const AuditVerification = z
  .object({
    isIntact: z.boolean(),
    entries: BigCount.describe('How many were read.'),
    head: z
      .object({ id: BigCount, hash: z.string() })
      .describe('The last entry: note it, and give it to a later verification.'),
    fault: z
      .object({ id: BigCount, kind: z.enum(['changed', 'missing', 'reordered']), message: z.string() })
      .nullable()
      .describe('The first entry where the chain breaks.'),
  })
  .meta({ id: 'AuditVerification', description: 'Whether the audit log is what was written.' });
export interface AuditVerification extends z.output<typeof AuditVerification> {}

export const AuditVerificationQuery = z.strictObject({
  head: z
    .string()
    .regex(/^\d{1,15}:sha256:[0-9a-f]{64}$/, 'expected <id>:sha256:<hex>, as a verification tells it')
    .optional()
    .describe('`<id>:<hash>` of an earlier verification: the log must still lead through it.'),
});
export interface AuditVerificationQuery extends z.output<typeof AuditVerificationQuery> {}

export const AuditQuery = z.strictObject({
  entity: z.string().max(100).optional(),
  entityId: z.string().max(200).optional(),
  ...PageArgs.shape,
});
export interface AuditQuery extends z.output<typeof AuditQuery> {}
