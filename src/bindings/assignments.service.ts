import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bindingOf, type Binding, type BoundTarget } from '../engine/policy/binding.js';
import type { PolicyReference } from '../engine/policy/policy-reference.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import { PolicyService } from '../policies/policy.service.js';
import { BoundTargets, boundTarget } from '../targets/bound-targets.service.js';
import type { TargetRow } from '../targets/target.table.js';
import type { Assignment } from './assignment.js';
import { BindingRules } from './binding-rules.service.js';

/** Finds what each target is judged by. */
@Injectable()
export class Assignments {
  constructor(
    private readonly rules: BindingRules,
    private readonly policies: PolicyService,
    private readonly bound: BoundTargets,
  ) {}

  /** How to find what a stored target is judged by, as things stand now: each policy is read once. */
  async now(
    manager: EntityManager,
    targets: readonly TargetRow[],
  ): Promise<(target: TargetRow) => Assignment> {
    const found = await this.of(
      manager,
      targets.map((target) => ({ id: target.id, ...boundTarget(target) })),
    );
    return ({ id }) => found.get(id)!;
  }

  /** The distinct policies that judge the targets, each with the ids of those it judges. */
  async policiesOf(
    manager: EntityManager,
    targetIds: readonly string[],
  ): Promise<{ readonly policy: JudgingPolicy; readonly targetIds: ReadonlySet<string> }[]> {
    const found = await this.of(manager, await this.bound.of(manager, targetIds));
    const groups = new Map<string, { policy: JudgingPolicy; targetIds: Set<string> }>();
    for (const [id, { policy }] of found) {
      const group = groups.get(policy.hash);
      if (group) group.targetIds.add(id);
      else groups.set(policy.hash, { policy, targetIds: new Set([id]) });
    }
    return [...groups.values()];
  }

  /** The policy that judges what no binding fits. */
  async standard(manager: EntityManager): Promise<JudgingPolicy> {
    return this.policies.resolve(null, manager);
  }

  /**
   * What each target is judged by, by its id.
   * @param published as if it were the newest version of its policy; null: as things stand
   */
  async of(
    manager: EntityManager,
    targets: readonly (BoundTarget & { readonly id: string })[],
    published: JudgingPolicy | null = null,
  ): Promise<Map<string, Assignment>> {
    const bindings = await this.rules.ordered(manager);
    const known = new Map<string, JudgingPolicy | null>();
    const policyOf = async (reference: PolicyReference) => {
      if (published && published.name === reference.name && reference.version === null) return published;
      const key = textOf(reference);
      if (!known.has(key)) known.set(key, await this.policies.inForce(reference, manager));
      return known.get(key) ?? null;
    };
    const assigned = new Map<string, Assignment>();
    for (const target of targets) {
      const binding = bindingOf(bindings, target);
      const reference = this.rules.policyOf(binding);
      const policy = await policyOf(reference);
      const standIn = policy ?? (await policyOf(this.rules.standard)) ?? (await this.standard(manager));
      assigned.set(target.id, assignment(binding, standIn, policy ? null : textOf(reference)));
    }
    return assigned;
  }
}

/** @param missing what the binding names, when the policy only stands in for it: then nothing loosens the mode */
function assignment(binding: Binding | null, policy: JudgingPolicy, missing: string | null): Assignment {
  const mode = missing === null ? (binding?.mode ?? 'enforce') : 'enforce';
  return { policy, binding: binding?.name ?? null, mode, missing };
}

/** `name` or `name@version`. */
export function textOf({ name, version }: PolicyReference): string {
  return version === null ? name : `${name}@${version}`;
}
