import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import type { AuditEntry, AuditQuery, AuditVerification } from '../contracts/key.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Json } from '../engine/model/file-reader.js';
import {
  ChainWalk,
  entryHash,
  type ChainedEntry,
  type ChainFault,
  type ChainHead,
} from '../engine/policy/audit-chain.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { keysetPage } from '../platform/database/keyset.js';
import { storableJson } from '../platform/database/storable-json.js';
import { AuditEntryTable, type AuditEntryRow } from './audit-entry.table.js';

/** What changed. Details hold no secret. */
export interface Change {
  /** `exemption.approved`. */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly details?: Record<string, unknown>;
}

/** The record of every change: who, what, when. */
@Injectable()
export class AuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes an entry in the transaction of the change itself, so that neither is without the other. Each entry follows
   * the one before it: until the transaction ends, others that have something to write wait.
   */
  async record(manager: EntityManager, actor: Actor, change: Change): Promise<void> {
    if (!manager.queryRunner?.isTransactionActive)
      return manager.transaction((own) => this.record(own, actor, change));
    const head = await headIn(manager, 'FOR UPDATE');
    const entry: ChainedEntry = {
      id: head.id + 1,
      at: this.clock.now().toISOString(),
      actorId: actor.id,
      actor: actor.name,
      address: actor.address ?? null,
      action: change.action,
      entity: change.entity,
      entityId: change.entityId,
      details: JSON.parse(storableJson(change.details ?? {})) as Json,
    };
    const hash = entryHash(entry, head.hash);
    const { id, at, actorId, actor: name, address, action, entity, entityId, details } = entry;
    const about = [action, entity, entityId, JSON.stringify(details)];
    await manager.query(appendEntry, [id, at, actorId, name, address, ...about, head.hash, hash]);
  }

  /**
   * Reads the whole log, and tells whether it is what was written.
   * @param noted the head that an earlier verification told: the log must still lead through it.
   */
  async verify(noted: ChainHead | null): Promise<AuditVerification> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const walk = new ChainWalk(noted);
      const told = (fault: ChainFault | null, entries: number) => {
        return { isIntact: fault === null, entries, head: walk.head, fault };
      };
      let entries = 0;
      for (let after = 0, rows = await pageAfter(manager, after); rows.length > 0;) {
        for (const row of rows) {
          const fault = walk.take({ ...row, at: row.at.toISOString() });
          entries += 1;
          if (fault) return told(fault, entries);
        }
        after = rows.at(-1)!.id;
        rows = await pageAfter(manager, after);
      }
      return told(walk.end(await headIn(manager)), entries);
    });
  }

  /** Newest first. */
  async list({ entity, entityId, ...page }: AuditQuery): Promise<Slice<AuditEntry>> {
    const query = this.dataSource.getRepository(AuditEntryTable).createQueryBuilder('entry');
    if (entity) query.andWhere('entry.entity = :entity', { entity });
    if (entityId) query.andWhere('entry.entityId = :entityId', { entityId });
    const byId = { expression: 'entry.id', direction: 'DESC', type: 'bigint' } as const;
    return keysetPage(query, [{ ...byId, value: (row) => row.id }], page);
  }
}

const appendEntry = `WITH entry AS (
    INSERT INTO audit_entry (id, at, actor_id, actor, address, action, entity, entity_id, details, previous_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id, hash)
  UPDATE audit_head SET id = entry.id, hash = entry.hash FROM entry`;

/** Entries read at a time. */
const pageSize = 1_000;

function pageAfter(manager: EntityManager, id: number): Promise<AuditEntryRow[]> {
  return manager.find(AuditEntryTable, { where: { id: MoreThan(id) }, order: { id: 'ASC' }, take: pageSize });
}

/** The entry that was written last. */
async function headIn(manager: EntityManager, lock: 'FOR UPDATE' | '' = ''): Promise<ChainHead> {
  const rows: { id: string; hash: string }[] = await manager.query(`SELECT id, hash FROM audit_head ${lock}`);
  if (!rows[0]) throw new Error('the head of the audit log is gone');
  return { id: Number(rows[0].id), hash: rows[0].hash };
}
