import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  bindingOf,
  compareBindings,
  fitsRepository,
  mismatchOf,
  repositoriesOf,
  type Binding,
  type BoundTarget,
} from '../engine/policy/binding.js';
import { policyReference, type PolicyReference } from '../engine/policy/policy-reference.js';
import type { Config } from '../platform/config/config.js';
import { readRows } from '../platform/database/select-list.js';
import { judgingTurns } from '../platform/database/turn-lock.js';
import { CONFIG } from '../platform/tokens.js';
import { BoundTargets, type StoredBoundTarget } from '../targets/bound-targets.service.js';
import { TargetService } from '../targets/target.service.js';
import { BindingTable } from './binding.table.js';

/** Versions of policies that are not retired. */
export interface PolicyInUse {
  readonly policy: string;
  readonly version: number;
}

/** The bindings as targets are judged by them, and which targets each of them concerns. */
@Injectable()
export class BindingRules {
  /** What judges where no binding fits. */
  readonly standard: PolicyReference;

  constructor(
    private readonly bound: BoundTargets,
    private readonly targets: TargetService,
    @Inject(CONFIG) config: Config,
  ) {
    this.standard = policyReference(config.policy) ?? { name: config.policy, version: null };
  }

  /** All of them, in the order in which they count. */
  async ordered(manager: EntityManager): Promise<Binding[]> {
    return (await readRows(manager, BindingTable, '', [])).sort(compareBindings);
  }

  /** The policy that a binding names; that of no binding is the standard one. */
  policyOf(binding: Binding | null): PolicyReference {
    return binding ? { name: binding.policy, version: binding.version } : this.standard;
  }

  /** Waits for judgements under way, and keeps others waiting until the transaction ends. */
  async alone(manager: EntityManager): Promise<void> {
    await judgingTurns.change(manager);
  }

  /**
   * Marks the targets whose binding is another one, or another policy or mode by it, once `binding` takes the place of
   * what it was before. In the transaction that changes it, before it is changed.
   * @param before null: it is new
   * @param after null: it is deleted
   */
  async markChanged(manager: EntityManager, before: Binding | null, after: Binding | null): Promise<void> {
    const name = (before ?? after)!.name;
    const old = await this.ordered(manager);
    const others = old.filter((one) => one.name !== name);
    const next = after ? [...others, after].sort(compareBindings) : others;
    const concerned: string[] = [];
    for await (const batch of this.bound.all(manager)) {
      for (const target of batch) {
        if (!mayFit(before, target) && !mayFit(after, target)) continue;
        if (effectOf(bindingOf(old, target)) !== effectOf(bindingOf(next, target))) concerned.push(target.id);
      }
    }
    if (concerned.length > 0) await this.targets.mark(manager, concerned);
  }

  /**
   * Marks the targets that a version of the policy judges, or would if it were in use.
   * @param inUse what was before the change, so that it is known which targets the standard policy stands in for
   */
  async markPolicy(
    manager: EntityManager,
    changed: PolicyInUse,
    inUse: readonly PolicyInUse[],
  ): Promise<void> {
    await this.alone(manager);
    const bindings = await this.ordered(manager);
    const judges = (reference: PolicyReference) =>
      reference.name === changed.policy &&
      (reference.version === null || reference.version === changed.version);
    const isMissing = (reference: PolicyReference) =>
      !inUse.some(
        ({ policy, version }) => policy === reference.name && version === (reference.version ?? version),
      );
    const concerns = (binding: Binding | null) => {
      const reference = this.policyOf(binding);
      return judges(reference) || (judges(this.standard) && isMissing(reference));
    };
    const all = [null, ...bindings].map(concerns);
    if (all.every(Boolean)) return this.targets.mark(manager, null);
    if (!all.some(Boolean)) return;
    const ids: string[] = [];
    for await (const batch of this.bound.all(manager)) {
      ids.push(...batch.filter((target) => concerns(bindingOf(bindings, target))).map(({ id }) => id));
    }
    if (ids.length > 0) await this.targets.mark(manager, ids);
  }

  /** Ids of the targets that the policy judges, or would if it had a version in use; sorted. */
  async targetsOf(manager: EntityManager, policy: string): Promise<string[]> {
    const bindings = await this.ordered(manager);
    const ids: string[] = [];
    const isBound = (target: StoredBoundTarget) => this.policyOf(bindingOf(bindings, target)).name === policy;
    for await (const batch of this.bound.all(manager)) {
      for (const target of batch) if (isBound(target)) ids.push(target.id);
    }
    return ids;
  }
}

function mayFit(binding: Binding | null, target: BoundTarget): boolean {
  if (!binding || mismatchOf(binding.selectors, target) !== null) return false;
  return repositoriesOf(target).some((repository) => fitsRepository(binding.selectors, repository));
}

/** What of a binding a verdict rests on, as text. */
function effectOf(binding: Binding | null): string {
  if (!binding) return '';
  const { name, policy, version, mode } = binding;
  return JSON.stringify([name, policy, version, mode]);
}
