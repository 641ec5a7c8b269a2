import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { VexSource, VexTrust } from '../contracts/vex.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { AppError } from '../platform/errors/app-error.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { VexApproval } from './vex-approval.service.js';
import { VexTargets } from './vex-targets.service.js';
import { VexDocumentTable, VexSourceTable } from './vex.table.js';

/** Targets judged before an answer; the rest follow in the background, and on every read. */
const judgedAtOnce = 20;

/** Who says what of flaws, and whose word counts. */
@Injectable()
export class VexSourceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly concerned: VexTargets,
    private readonly rejudging: RejudgingService,
    private readonly approval: VexApproval,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** By name. */
  async list(): Promise<VexSource[]> {
    return this.dataSource.query<VexSource[]>(`${selectSources} ORDER BY o.name`, [null]);
  }

  /** Says whether a source decides; verdicts follow before it returns. @throws AppError `not-found`, `forbidden` */
  async trust(actor: Actor, name: string, trust: VexTrust): Promise<VexSource> {
    const source = await this.dataSource.transaction(async (manager) => {
      await judgingTurns.change(manager);
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.findOne(VexSourceTable, { where: { name }, lock });
      if (!row) throw new AppError('not-found', `There is no source of VEX "${name}": nothing came from it.`);
      if (trust === 'trusted') await this.approval.refuseTrust(manager, actor, name);
      if (row.trust !== trust) await this.change(manager, actor, name, { from: row.trust, to: trust });
      const [changed] = await manager.query<VexSource[]>(selectSources, [name]);
      return changed!;
    });
    await this.rejudging.judgeMarked(judgedAtOnce);
    return source;
  }

  private async change(
    manager: EntityManager,
    actor: Actor,
    name: string,
    { from, to }: { readonly from: VexTrust; readonly to: VexTrust },
  ): Promise<void> {
    const by = { changedBy: actor.name, changedById: actor.id, changedAt: this.clock.now() };
    const changed = { trust: to, ...by };
    await manager.update(VexSourceTable, { name }, changed);
    const documents = await manager.findBy(VexDocumentTable, { source: name, state: 'in_force' });
    const ids = documents.map(({ id }) => id);
    await this.concerned.mark(manager, ids);
    await this.audit.record(manager, actor, {
      action: 'vex-source.trust-changed',
      entity: 'vex-source',
      entityId: name,
      details: { from, to },
    });
  }
}

/** `$1`: its name, or null for all. */
const selectSources = `SELECT o.name, o.trust, o.created_at AS "createdAt", o.changed_by AS "changedBy",
    o.changed_by_id AS "changedById", o.changed_at AS "changedAt", count(d.id)::int AS documents, coalesce(sum(d.statements), 0)::int AS statements
  FROM vex_source o LEFT JOIN vex_document d ON d.source = o.name AND d.state = 'in_force'
  WHERE $1::text IS NULL OR o.name = $1 GROUP BY o.name`;
