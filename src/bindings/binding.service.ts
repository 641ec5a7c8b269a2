import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type {
  Binding as BindingResource,
  BindingResolution,
  CreateBinding,
  WriteBinding,
} from '../contracts/binding.contract.js';
import { canonicalJson } from '../engine/policy/canonical-json.js';
import { explainBindings } from '../engine/policy/explain-binding.js';
import { policyReference } from '../engine/policy/policy-reference.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { insertRow } from '../platform/database/insert.js';
import { AppError } from '../platform/errors/app-error.js';
import { refuseUnseen, type Seen } from '../platform/errors/seen.js';
import { PolicyService } from '../policies/policy.service.js';
import { BoundTargets, type StoredBoundTarget } from '../targets/bound-targets.service.js';
import { textOf } from './assignments.service.js';
import { BindingRules } from './binding-rules.service.js';
import { BindingTable, type BindingRow } from './binding.table.js';

/** Each is held against every target. */
const mostBindings = 500;

/** Bindings: which policy judges which targets. Nobody changes one without having seen what it is. */
@Injectable()
export class BindingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: BindingRules,
    private readonly policies: PolicyService,
    private readonly bound: BoundTargets,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** In the order in which they count. */
  async list(): Promise<BindingResource[]> {
    const { manager } = this.dataSource;
    const rows = new Map((await manager.find(BindingTable)).map((row) => [row.name, row]));
    return (await this.rules.ordered(manager)).flatMap(({ name }) => {
      const row = rows.get(name);
      return row ? [present(row)] : [];
    });
  }

  /** @throws AppError `not-found` */
  async get(name: string): Promise<BindingResource> {
    const row = await this.dataSource.manager.findOneBy(BindingTable, { name });
    if (!row) throw new AppError('not-found', `There is no binding "${name}".`);
    return present(row);
  }

  /** @throws AppError `conflict` when there is one of this name; `invalid` for a policy that is not in use. */
  async create(actor: Actor, { name, ...input }: CreateBinding): Promise<BindingResource> {
    return this.changed(async (manager) => {
      if (await manager.existsBy(BindingTable, { name }))
        throw new AppError(
          'conflict',
          `There is a binding "${name}" already; replace it with PUT and If-Match.`,
        );
      if ((await manager.count(BindingTable)) >= mostBindings)
        throw new AppError('conflict', `There are ${mostBindings} bindings, as many as there may be.`);
      const now = this.clock.now();
      const row = {
        name,
        ...(await this.read(manager, input)),
        author: actor.name,
        createdAt: now,
        updatedAt: now,
      };
      await this.rules.markChanged(manager, null, row);
      await insertRow(manager, BindingTable, row);
      await this.record(manager, actor, 'binding.created', null, row);
      return present(row);
    });
  }

  /**
   * @throws AppError `not-found`; `precondition-required` when the client does not say what it has seen of it,
   * `precondition-failed` when it is not that any more; `invalid` as `create`.
   */
  async replace(actor: Actor, name: string, input: WriteBinding, seen: Seen): Promise<BindingResource> {
    return this.changed(async (manager) => {
      const before = await existing(manager, name, seen);
      const written = {
        ...(await this.read(manager, input)),
        author: actor.name,
        updatedAt: this.clock.now(),
      };
      const row = { ...before, ...written };
      await this.rules.markChanged(manager, before, row);
      await manager.update(BindingTable, { name }, written);
      await this.record(manager, actor, 'binding.replaced', before, row);
      return present(row);
    });
  }

  /** @throws AppError as `replace` */
  async delete(actor: Actor, name: string, seen: Seen): Promise<BindingResource> {
    return this.changed(async (manager) => {
      const row = await existing(manager, name, seen);
      await this.rules.markChanged(manager, row, null);
      await manager.delete(BindingTable, { name });
      await this.record(manager, actor, 'binding.deleted', row, null);
      return present(row);
    });
  }

  /** By a target's id, a digest or a name; what was never scanned is held against the bindings as an image of this name. */
  async resolve(asked: string): Promise<BindingResolution> {
    const { manager } = this.dataSource;
    const stored = await this.bound.find(manager, asked);
    if (stored) return (await this.explained(manager, asked, [stored]))[0]!;
    if (/^(sha256:[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(asked))
      throw new AppError('not-found', `There is no target ${asked}.`);
    const unseen = { id: null, kind: 'image', references: [asked], labels: {} } as const;
    return (await this.explained(manager, asked, [unseen]))[0]!;
  }

  /** In the order of the ids. */
  async resolveMany(targetIds: readonly string[]): Promise<BindingResolution[]> {
    const { manager } = this.dataSource;
    const found = new Map((await this.bound.of(manager, targetIds)).map((target) => [target.id, target]));
    const targets = targetIds.map((id) => {
      const target = found.get(id);
      if (!target) throw new AppError('not-found', `There is no target ${id}.`);
      return target;
    });
    return this.explained(manager, null, targets);
  }

  private async explained(
    manager: EntityManager,
    asked: string | null,
    targets: readonly (Omit<StoredBoundTarget, 'id'> & { readonly id: string | null })[],
  ): Promise<BindingResolution[]> {
    const bindings = await this.rules.ordered(manager);
    const inUse = await this.policies.inUse(manager);
    return targets.map((target) => {
      const { winner, explained } = explainBindings(bindings, target);
      const reference = this.rules.policyOf(winner);
      const versions = inUse.filter(
        ({ policy, version }) => policy === reference.name && version === (reference.version ?? version),
      );
      return {
        target: asked ?? target.id ?? '',
        targetId: target.id,
        binding: winner?.name ?? null,
        mode: winner?.mode ?? 'enforce',
        policy: textOf(reference),
        version: versions.length === 0 ? null : Math.max(...versions.map(({ version }) => version)),
        explanation: explained.map(({ binding, outcome, reason }) => ({
          binding: binding.name,
          outcome,
          reason,
        })),
      };
    });
  }

  /** One change at a time, and none while targets are judged: what is marked is what it changes. */
  private async changed<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await this.rules.alone(manager);
      return work(manager);
    });
  }

  private async read(manager: EntityManager, { policy: text, ...input }: WriteBinding) {
    const reference = policyReference(text)!;
    if (await this.policies.inForce(reference, manager))
      return { policy: reference.name, version: reference.version, ...input };
    const detail = `there is no policy "${text}" that is published and not retired`;
    throw new AppError('invalid', `The binding cannot be so: ${detail}.`, {
      errors: [{ in: 'body', path: 'policy', detail }],
    });
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: string,
    before: BindingRow | null,
    after: BindingRow | null,
  ): Promise<void> {
    const details = { before: before && toldOf(before), after: after && toldOf(after) };
    const entityId = (before ?? after)!.name;
    await this.audit.record(manager, actor, { action, entity: 'binding', entityId, details });
  }
}

async function existing(manager: EntityManager, name: string, seen: Seen): Promise<BindingRow> {
  const row = await manager.findOneBy(BindingTable, { name });
  if (!row) throw new AppError('not-found', `There is no binding "${name}".`);
  const known = { etag: etagOf(row), author: row.author, updatedAt: row.updatedAt };
  refuseUnseen(`the binding "${name}"`, known, seen);
  return row;
}

function toldOf({ policy, version, selectors, priority, mode }: BindingRow) {
  return { policy: textOf({ name: policy, version }), selectors, priority, mode };
}

function present(row: BindingRow): BindingResource {
  const { name, author, createdAt, updatedAt } = row;
  const { policy, selectors, priority, mode } = toldOf(row);
  return {
    ...{ name, policy, priority, mode, author, createdAt, updatedAt },
    selectors: selectors as BindingResource['selectors'],
    etag: etagOf(row),
  };
}

/** Of what it says and when it was written: the same again is another change. */
function etagOf(row: BindingRow): string {
  const content = canonicalJson({ ...toldOf(row), at: row.updatedAt.toISOString() });
  return `"${hash('sha256', content, 'base64url').slice(0, 27)}"`;
}
