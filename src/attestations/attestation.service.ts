import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Attestation, AttestationQuery, MakeAttestation } from '../contracts/attestation.contract.js';
import type { Slice } from '../contracts/kit/schema.js';
import { attestableCheckIds } from '../engine/checks/find-check.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { keysetPage, newestFirst } from '../platform/database/keyset.js';
import { AppError } from '../platform/errors/app-error.js';
import { TargetService } from '../targets/target.service.js';
import { RejudgingService } from '../verdicts/rejudging.service.js';
import { AttestationTable, type AttestationRow } from './attestation.table.js';

const longestDays = 400;
const day = 86_400_000;

/** Somebody's word on what no program can decide: recorded with evidence, ended by time or by hand. */
@Injectable()
export class AttestationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly targets: TargetService,
    private readonly rejudging: RejudgingService,
    private readonly clock: Clock,
  ) {}

  /**
   * Records an attestation; the target's verdict follows before it returns.
   * @throws AppError `invalid` for a check that nobody may vouch for, an unknown target, and an end that has passed or
   * is more than 400 days away.
   */
  async make(actor: Actor, input: MakeAttestation): Promise<Attestation> {
    const now = this.clock.now();
    refuseOtherChecks(input.check);
    refuseBadEnd(input.expiresAt, now);
    if (!(await this.targets.find(input.targetId)))
      throw refusal('targetId', `there is no target ${input.targetId}`);
    const row: AttestationRow = {
      id: this.clock.newId(),
      ...input,
      author: actor.name,
      authorId: actor.id,
      attestedAt: now,
      revokedAt: null,
      revokedBy: null,
    };
    await this.dataSource.transaction(async (manager) => {
      await insertRow(manager, AttestationTable, row);
      const change = { action: 'attestation.made', entity: 'attestation', entityId: row.id };
      await this.audit.record(manager, actor, { ...change, details: { ...input } });
      await this.targets.mark(manager, [row.targetId]);
    });
    await this.rejudging.judgeTargets([row.targetId]);
    return present(row, now);
  }

  /**
   * Ends an attestation that is in force; the target's verdict follows before it returns. Of any number of callers at
   * once, one succeeds.
   * @throws AppError `not-found`; `transition-refused` when it has ended already.
   */
  async revoke(actor: Actor, id: string): Promise<Attestation> {
    const now = this.clock.now();
    const row = await this.dataSource.transaction(async (manager) => {
      const current = await manager.findOne(AttestationTable, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!current) throw missing(id);
      const { state } = present(current, now);
      if (state !== 'in_force') {
        throw new AppError(
          'transition-refused',
          `The attestation is ${state}; only one that is in force can be revoked.`,
          { state, allowed: [] },
        );
      }
      const revoked = { revokedAt: now, revokedBy: actor.name };
      await manager.update(AttestationTable, { id }, revoked);
      await this.audit.record(manager, actor, {
        action: 'attestation.revoked',
        entity: 'attestation',
        entityId: id,
      });
      await this.targets.mark(manager, [current.targetId]);
      return { ...current, ...revoked };
    });
    await this.rejudging.judgeTargets([row.targetId]);
    return present(row, now);
  }

  async get(id: string): Promise<Attestation> {
    const attestation = await this.find(id);
    if (!attestation) throw missing(id);
    return attestation;
  }

  async find(id: string): Promise<Attestation | null> {
    const row = await this.table.findOneBy({ id });
    return row && present(row, this.clock.now());
  }

  /** Newest first. */
  async list({ state, check, targetId, ...page }: AttestationQuery): Promise<Slice<Attestation>> {
    const now = this.clock.now();
    const query = this.table.createQueryBuilder('attestation');
    if (state) narrowByState(query, state, now);
    if (check !== undefined) query.andWhere('attestation.check = :check', { check });
    if (targetId !== undefined) query.andWhere('attestation.targetId = :targetId', { targetId });
    const slice = await keysetPage(query, byAge, page);
    const byId = new Map(slice.rows.map((row) => [row.id, row]));
    return {
      ...slice,
      rows: slice.rows.map((row) => present(row, now)),
      cursor: (attestation) => slice.cursor(byId.get(attestation.id)!),
    };
  }

  private get table() {
    return this.dataSource.getRepository(AttestationTable);
  }
}

function refuseOtherChecks(check: string): void {
  const attestable = attestableCheckIds();
  if (attestable.includes(check)) return;
  throw refusal('check', `nobody can vouch for "${check}"; it is one of: ${attestable.join(', ')}`);
}

function refuseBadEnd(expiresAt: Date, now: Date): void {
  if (expiresAt <= now) throw refusal('expiresAt', 'the time has passed');
  if (expiresAt.getTime() > now.getTime() + longestDays * day)
    throw refusal('expiresAt', `an attestation lasts at most ${longestDays} days`);
}

function refusal(path: string, detail: string): AppError {
  return new AppError('invalid', `The attestation cannot be made: ${detail}.`, {
    errors: [{ in: 'body', path, detail }],
  });
}

function missing(id: string): AppError {
  return new AppError('not-found', `There is no attestation ${id}.`);
}

/** It is expired from its end on, to the instant, whether or not anything has noted it. */
function present(row: AttestationRow, now: Date): Attestation {
  const end = row.expiresAt <= now ? 'expired' : 'in_force';
  return { ...row, state: row.revokedAt ? 'revoked' : end };
}

function narrowByState(
  query: SelectQueryBuilder<AttestationRow>,
  states: readonly Attestation['state'][],
  now: Date,
): void {
  query.andWhere(
    `CASE WHEN attestation.revokedAt IS NOT NULL THEN 'revoked' WHEN attestation.expiresAt <= :now THEN 'expired'
     ELSE 'in_force' END IN (:...states)`,
    { states, now },
  );
}

const byAge = newestFirst('attestation', 'attestedAt', (row: AttestationRow) => row.attestedAt);
