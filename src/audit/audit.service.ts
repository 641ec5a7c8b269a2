import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditEntry, AuditQuery } from '../contracts/key.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage } from '../platform/database/keyset.js';
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

  /** Writes an entry in the transaction of the change itself, so that neither is without the other. */
  async record(manager: EntityManager, actor: Actor, change: Change): Promise<void> {
    const entry: Omit<AuditEntryRow, 'id'> = {
      at: this.clock.now(),
      actorId: actor.id,
      actor: actor.name,
      action: change.action,
      entity: change.entity,
      entityId: change.entityId,
      details: change.details ?? {},
    };
    await insertRow(manager, AuditEntryTable, entry as AuditEntryRow);
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
