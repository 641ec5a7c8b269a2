import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { AuditService, type Change } from '../audit/audit.service.js';
import type { ApiKey, CreatedKey, CreateKey, KeyQuery } from '../contracts/key.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import { systemActor, type Actor } from '../platform/auth/actor.js';
import { claimedId, hashApiKey, isSameKey, newApiKey } from '../platform/auth/api-key-format.js';
import { Authenticator } from '../platform/auth/authenticator.js';
import { Batcher } from '../platform/batcher.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage } from '../platform/database/keyset.js';
import { readRows } from '../platform/database/select-list.js';
import { AppError } from '../platform/errors/app-error.js';
import { ApiKeyTable, type ApiKeyRow } from './api-key.table.js';

/** `last_used_at` is written at most this often for a key, in milliseconds. */
const lastUseResolution = 60_000;

const localKeyName = 'local command line';

/** API keys: made, listed, revoked, and checked on every call. */
@Injectable()
export class KeyService extends Authenticator {
  private readonly rows = new Batcher<ApiKeyRow>(async (ids) => {
    const rows = await readRows(this.dataSource.manager, ApiKeyTable, 'WHERE id = ANY($1)', [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {
    super();
  }

  async authenticate(key: string): Promise<Actor | null> {
    const id = claimedId(key);
    if (!id) return null;
    const row = await this.rows.ask(id);
    if (!row || !isSameKey(key, row.hash)) return null;
    const now = this.clock.now();
    if (row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null;
    await this.noteUse(row, now);
    return { id: row.id, name: row.name, roles: row.roles };
  }

  /** Makes a key; its text is in the answer and nowhere else. */
  async create(actor: Actor, { name, roles, expiresAt }: CreateKey): Promise<CreatedKey> {
    const id = this.clock.newId();
    const { key, hash } = newApiKey(id);
    const row: ApiKeyRow = {
      id,
      name,
      hash,
      roles: [...new Set(roles)],
      createdBy: actor.name,
      createdAt: this.clock.now(),
      expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    };
    await this.dataSource.transaction(async (manager) => {
      await insertRow(manager, ApiKeyTable, row);
      await this.audit.record(manager, actor, created(id, name, row.roles, expiresAt));
    });
    return { ...withoutHash(row), key };
  }

  /** An admin key for the machine's own use while a service runs; whoever makes it revokes it at the end. */
  async createLocal(): Promise<CreatedKey> {
    return this.create(systemActor, { name: localKeyName, roles: ['admin'], expiresAt: null });
  }

  /**
   * The first admin key, when there was no key but for the machine's own use; null when there was one. Safe to call
   * from many processes.
   */
  async createFirst(): Promise<CreatedKey | null> {
    const lock = 'ironhull:first-key';
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [lock]);
      if (await manager.existsBy(ApiKeyTable, { name: Not(localKeyName) })) return null;
      return this.create(systemActor, { name: 'admin', roles: ['admin'], expiresAt: null });
    });
  }

  /** Makes sure that this very key exists with the admin role: for a key chosen by whoever deploys the service. */
  async ensureAdmin(key: string): Promise<void> {
    const id = claimedId(key);
    if (!id) throw new AppError('bad-request', 'The admin key does not have the form of an Ironhull key.');
    await this.dataSource.transaction(async (manager) => {
      const inserted: unknown[] = await manager.query(
        `INSERT INTO api_key (id, name, hash, roles, created_by, created_at) VALUES ($1, 'admin', $2, '{admin}', $3, $4)
         ON CONFLICT DO NOTHING RETURNING id`,
        [id, hashApiKey(key), systemActor.name, this.clock.now()],
      );
      if (inserted.length > 0)
        await this.audit.record(manager, systemActor, created(id, 'admin', ['admin'], null));
    });
  }

  async revoke(actor: Actor, id: string): Promise<ApiKey> {
    return this.dataSource.transaction(async (manager) => {
      const open = { id, revokedAt: IsNull() };
      const { affected } = await manager.update(ApiKeyTable, open, { revokedAt: this.clock.now() });
      const row = await manager.findOneBy(ApiKeyTable, { id });
      if (!row) throw new AppError('not-found', `There is no key ${id}.`);
      const change = { action: 'key.revoked', entity: 'key', entityId: id };
      if (affected === 1) await this.audit.record(manager, actor, change);
      return withoutHash(row);
    });
  }

  /** Newest first. */
  async list(page: KeyQuery): Promise<Slice<ApiKey>> {
    const query = this.table.createQueryBuilder('key');
    return keysetPage(
      query,
      [
        {
          expression: 'key.createdAt',
          direction: 'DESC',
          type: 'timestamptz',
          value: (row) => row.createdAt,
        },
        { expression: 'key.id', direction: 'DESC', type: 'uuid', value: (row) => row.id },
      ],
      page,
    );
  }

  private get table() {
    return this.dataSource.getRepository(ApiKeyTable);
  }

  private async noteUse(row: ApiKeyRow, now: Date): Promise<void> {
    if (row.lastUsedAt && now.getTime() - row.lastUsedAt.getTime() < lastUseResolution) return;
    await this.table.update({ id: row.id }, { lastUsedAt: now });
  }
}

function withoutHash({ hash: _, ...key }: ApiKeyRow): ApiKey {
  return key;
}

function created(id: string, name: string, roles: readonly string[], expiresAt: Date | null): Change {
  return { action: 'key.created', entity: 'key', entityId: id, details: { name, roles, expiresAt } };
}
