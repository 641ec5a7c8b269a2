import { EntitySchema } from 'typeorm';
import type { ApiKey } from '../contracts/key.contract.js';
import type { Columns } from '../platform/database/columns.js';

/** The resource, and the hash that no client sees. */
export type ApiKeyRow = ApiKey & { hash: Buffer };

export const ApiKeyTable = new EntitySchema<ApiKeyRow>({
  name: 'api_key',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    hash: { type: 'bytea' },
    roles: { type: 'text', array: true },
    createdBy: { type: 'text', name: 'created_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at', nullable: true },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
    lastUsedAt: { type: 'timestamptz', name: 'last_used_at', nullable: true },
  } satisfies Columns<ApiKeyRow>,
});
