import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { named, type Assignment } from '../bindings/assignment.js';
import { Assignments } from '../bindings/assignments.service.js';
import type { EndedExemption } from '../engine/model/verdict.js';
import { selects, type BindingSelectors } from '../engine/policy/binding.js';
import type { JudgingPolicy } from '../policies/judging-policy.js';
import { BoundTargets } from '../targets/bound-targets.service.js';

/** A target that a published document would have judged again: what judges it now, and what would. */
export interface PlannedTarget {
  readonly id: string;
  readonly before: Assignment;
  readonly after: Assignment;
}

/** Finds the targets that publishing a document would concern. */
@Injectable()
export class PreviewPlan {
  constructor(
    private readonly bound: BoundTargets,
    private readonly assignments: Assignments,
  ) {}

  /**
   * Those that the document would judge, and those on which an exemption is applied that ends by it; sorted by id.
   * @param ended exemptions that end once the document is published
   * @param selectors targets that are judged as if they were bound to it; null: none but those that are
   */
  async targets(
    manager: EntityManager,
    document: JudgingPolicy,
    ended: readonly EndedExemption[],
    selectors: BindingSelectors | null,
  ): Promise<PlannedTarget[]> {
    const touched = await this.touchedBy(manager, ended);
    const planned: PlannedTarget[] = [];
    for await (const batch of this.bound.all(manager)) {
      const now = await this.assignments.of(manager, batch);
      const then = await this.assignments.of(manager, batch, document);
      for (const target of batch) {
        const { id } = target;
        const after = selectors && selects(selectors, target) ? named(document) : then.get(id)!;
        if (after.policy === document || touched.has(id)) planned.push({ id, before: now.get(id)!, after });
      }
    }
    return planned;
  }

  /** How many findings on other targets than these each of the exemptions covers. */
  async usedElsewhere(
    manager: EntityManager,
    exemptions: readonly string[],
    targetIds: ReadonlySet<string>,
  ): Promise<Set<string>> {
    const rows: { exemption_id: string; target_id: string }[] = await manager.query(
      'SELECT DISTINCT exemption_id, target_id FROM finding WHERE exemption_id = ANY($1)',
      [exemptions],
    );
    return new Set(rows.flatMap((row) => (targetIds.has(row.target_id) ? [] : row.exemption_id)));
  }

  private async touchedBy(manager: EntityManager, ended: readonly EndedExemption[]): Promise<Set<string>> {
    if (ended.length === 0) return new Set();
    const rows: { target_id: string }[] = await manager.query(
      'SELECT DISTINCT target_id FROM finding WHERE exemption_id = ANY($1)',
      [ended.map(({ exemption }) => exemption)],
    );
    return new Set(rows.map((row) => row.target_id));
  }
}
