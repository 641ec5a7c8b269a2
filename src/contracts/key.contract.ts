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
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    details: JsonObject,
  })
  .meta({ id: 'AuditEntry', description: 'One change: who, what, when.' });
export interface AuditEntry extends z.output<typeof AuditEntry> {}

export const AuditQuery = z.strictObject({
  entity: z.string().max(100).optional(),
  entityId: z.string().max(200).optional(),
  ...PageArgs.shape,
});
export interface AuditQuery extends z.output<typeof AuditQuery> {}
