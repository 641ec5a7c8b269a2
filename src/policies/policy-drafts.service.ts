import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { PolicyDraft, PolicyVersion } from '../contracts/policy.contract.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { refuseUnseen, type Seen } from '../platform/errors/seen.js';
import { PolicyReader } from './policy-reader.service.js';
import { PolicyService } from './policy.service.js';
import { PolicyDraftTable, type PolicyDraftRow } from './policy.table.js';

/** Drafts: one for each policy, which nobody changes without having seen what it is. */
@Injectable()
export class PolicyDrafts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PolicyService,
    private readonly reader: PolicyReader,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `not-found`. */
  async get(name: string): Promise<PolicyDraft> {
    const row = await this.dataSource.manager.findOneBy(PolicyDraftTable, { policy: name });
    if (!row) throw new AppError('not-found', `There is no draft of a policy "${name}".`);
    return this.present(row);
  }

  /**
   * Begins a draft, or changes it.
   * @throws AppError `precondition-required` when there is one and the client does not say what it has seen of it;
   * `precondition-failed` when it is not that any more.
   */
  async write(actor: Actor, name: string, text: string, seen: Seen): Promise<PolicyDraft> {
    return this.dataSource.transaction(async (manager) => {
      const known = await lock(manager, name);
      if (known) refuseUnseenDraft(known, seen);
      else refuseGone(name, seen);
      const by = { author: actor.name, authorId: actor.id, approvedBy: null, approvedAt: null };
      const row = { policy: name, text, ...by, updatedAt: this.clock.now() };
      await manager.upsert(PolicyDraftTable, row, ['policy']);
      const action = known ? 'policy.draft-changed' : 'policy.draft-begun';
      await this.record(manager, actor, action, row);
      return this.present(row, manager);
    });
  }

  /** @throws AppError `not-found`; as `write`. */
  async discard(actor: Actor, name: string, seen: Seen): Promise<PolicyDraft> {
    return this.dataSource.transaction(async (manager) => {
      const row = await existing(manager, name, seen);
      await manager.delete(PolicyDraftTable, { policy: name });
      await this.record(manager, actor, 'policy.draft-discarded', row);
      return this.present(row, manager);
    });
  }

  /**
   * Approves the draft as it is; changed afterwards, it has to be approved again.
   * @throws AppError `not-found`; `forbidden` for the key that wrote it last; as `write`; `policy-invalid`.
   */
  async approve(actor: Actor, name: string, seen: Seen): Promise<PolicyDraft> {
    return this.dataSource.transaction(async (manager) => {
      const row = await existing(manager, name, seen);
      if (row.authorId === actor.id)
        throw new AppError('forbidden', 'A draft is approved by somebody other than who wrote it.');
      const { hash: content } = await this.reader.readOrRefuse(row.text, { manager });
      const approval = { approvedBy: actor.name, approvedAt: this.clock.now() };
      await manager.update(PolicyDraftTable, { policy: name }, approval);
      const change = { action: 'policy.draft-approved', entity: 'policy', entityId: name };
      const details = { etag: etagOf(row), hash: content, author: row.author };
      await this.audit.record(manager, actor, { ...change, details });
      return this.present({ ...row, ...approval }, manager);
    });
  }

  /**
   * Publishes the draft, which then is no more.
   * @throws AppError `not-found`; as `write`; `policy-invalid`.
   */
  async publish(actor: Actor, name: string, message: string, seen: Seen): Promise<PolicyVersion> {
    return this.dataSource.transaction(async (manager) => {
      const { text, approvedBy } = await existing(manager, name, seen);
      await manager.delete(PolicyDraftTable, { policy: name });
      const options = { within: manager, isApproved: approvedBy !== null };
      return this.policies.publish(actor, name, { text, message }, options);
    });
  }

  private async present(
    { authorId: _, ...row }: PolicyDraftRow,
    manager?: EntityManager,
  ): Promise<PolicyDraft> {
    const parsed = await this.reader.read(row.text, manager);
    const errors = parsed.ok
      ? nameErrors(parsed.policy.name, row.policy)
      : parsed.errors.map(({ document, line, column, path, message }) => {
          const place = [...(document === undefined ? [] : [document]), `line ${line}, column ${column}`];
          return [...place, ...(path === '' ? [] : [path]), message].join(': ');
        });
    return { ...row, errors, etag: etagOf(row) };
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: string,
    row: PolicyDraftRow,
  ): Promise<void> {
    const details = { etag: etagOf(row) };
    await this.audit.record(manager, actor, { action, entity: 'policy', entityId: row.policy, details });
  }
}

/** Keeps two writers apart also where there is no draft yet. */
async function lock(manager: EntityManager, name: string): Promise<PolicyDraftRow | null> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('policy draft ' || $1, 0))`, [name]);
  return manager.findOneBy(PolicyDraftTable, { policy: name });
}

async function existing(manager: EntityManager, name: string, seen: Seen): Promise<PolicyDraftRow> {
  const row = await lock(manager, name);
  if (!row) throw new AppError('not-found', `There is no draft of a policy "${name}".`);
  refuseUnseenDraft(row, seen);
  return row;
}

function refuseUnseenDraft(row: PolicyDraftRow, seen: Seen): void {
  refuseUnseen(`the draft of "${row.policy}"`, { ...row, etag: etagOf(row) }, seen);
}

function refuseGone(name: string, seen: Seen): void {
  if (seen === null || seen === '*') return;
  const detail = `There is no draft of "${name}" any more: it was published or discarded.`;
  throw new AppError('precondition-failed', detail);
}

function nameErrors(stated: string, asked: string): string[] {
  return stated === asked ? [] : [`name: the document is named "${stated}", but it is a draft of "${asked}"`];
}

/** Of what it says and when it was written: the same text again is another change. */
function etagOf({ text, updatedAt }: Pick<PolicyDraftRow, 'text' | 'updatedAt'>): string {
  return `"${hash('sha256', `${updatedAt.toISOString()}\n${text}`, 'base64url').slice(0, 27)}"`;
}
