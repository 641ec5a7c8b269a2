import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { BindingRules } from '../bindings/binding-rules.service.js';
import type { PolicyDiff, PolicyVersion, RollBackPolicy } from '../contracts/policy.contract.js';
import { canonicalJson } from '../engine/policy/canonical-json.js';
import { diffPolicies, type ComparedPolicy } from '../engine/policy/policy-diff.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock.js';
import { AppError } from '../platform/errors/app-error.js';
import { publishedPolicy } from './policy-reader.service.js';
import { PolicyService } from './policy.service.js';
import { PolicyVersionTable } from './policy.table.js';

/** What versions change against each other, and the way back. */
@Injectable()
export class PolicyHistoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PolicyService,
    private readonly audit: AuditService,
    private readonly bindings: BindingRules,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `not-found`; `policy-invalid` for a version that this release of the product cannot read. */
  async diff(name: string, from: number, to: number): Promise<PolicyDiff> {
    const [before, after] = await Promise.all([this.compared(name, from), this.compared(name, to)]);
    const { changes, patch } = diffPolicies(before, after);
    return {
      policy: name,
      from,
      to,
      changes: changes.map((change) => ({
        ...change,
        from: jsonOrNull(change.from),
        to: jsonOrNull(change.to),
      })),
      patch,
    };
  }

  /**
   * Publishes the content of an older version as a new one.
   * @throws AppError `not-found`; `conflict` when the newest version has that content; `policy-invalid` when it names
   * what this release no longer has.
   */
  async rollBack(actor: Actor, name: string, { version, message }: RollBackPolicy): Promise<PolicyVersion> {
    const old = await this.policies.getVersion(name, version);
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM policy WHERE name = $1 FOR UPDATE', [name]);
      const where = { policy: name, retiredAt: IsNull() };
      const newest = await manager.findOne(PolicyVersionTable, { where, order: { version: 'DESC' } });
      if (newest?.hash !== old.hash)
        return this.policies.publish(
          actor,
          name,
          { text: old.text, message, pinned: old.parent },
          { within: manager, isApproved: true },
        );
      throw new AppError('conflict', `Version ${newest.version}, the newest one, has that content already.`);
    });
  }

  /**
   * Lets a version judge nothing more; what it judged stays to be read. Retired again, it is as it was.
   * @throws AppError `not-found`; `transition-refused` for the only version left of the policy in force.
   */
  async retire(actor: Actor, name: string, version: number): Promise<PolicyVersion> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM policy WHERE name = $1 FOR UPDATE', [name]);
      const row = await manager.findOneBy(PolicyVersionTable, { policy: name, version });
      if (!row) throw new AppError('not-found', `There is no version ${version} of a policy "${name}".`);
      if (row.retiredAt) return row;
      await this.refuseLast(manager, name, version);
      const retiredAt = this.clock.now();
      await this.bindings.markPolicy(manager, row, await this.policies.inUse(manager));
      await manager.update(PolicyVersionTable, { id: row.id }, { retiredAt });
      const change = { action: 'policy.retired', entity: 'policy', entityId: name };
      await this.audit.record(manager, actor, { ...change, details: { version, hash: row.hash } });
      return { ...row, retiredAt };
    });
  }

  private async refuseLast(manager: EntityManager, name: string, version: number): Promise<void> {
    const { standard } = this.bindings;
    if (name !== standard.name) return;
    const others = { policy: name, version: Not(version), retiredAt: IsNull() };
    const isPinned = standard.version === version;
    if (!isPinned && (await manager.existsBy(PolicyVersionTable, others))) return;
    throw new AppError(
      'transition-refused',
      `Version ${version} of "${name}" judges every target that no binding fits, and no other version could. Publish another one first.`,
      { state: 'published', allowed: [] },
    );
  }

  private async compared(name: string, version: number): Promise<ComparedPolicy> {
    const found = await this.policies.getVersion(name, version);
    return { text: found.text, policy: publishedPolicy(found), parent: found.parent };
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : canonicalJson(value);
}
