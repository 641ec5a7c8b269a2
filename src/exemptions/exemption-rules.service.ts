import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import type { ExemptionRule } from '../engine/policy/exemption-rule.js';
import { ExemptionTable } from './exemption.table.js';

/** The exemptions that are in force, as the judge takes them. */
@Injectable()
export class ExemptionRulesService {
  /** Approved, and not expired at that time. */
  async inForce(manager: EntityManager, now: Date): Promise<ExemptionRule[]> {
    const rows = await manager.findBy(ExemptionTable, { state: 'approved', expiresAt: MoreThan(now) });
    return rows
      .map(({ id, scope, expiresAt }) => ({ id, scope, expiresAt: expiresAt.toISOString() }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** Those that may concern the target: the ones that name other targets only are left out. */
export function rulesFor(rules: readonly ExemptionRule[], targetId: string): ExemptionRule[] {
  return rules.filter(({ scope }) => !scope.targets || scope.targets.includes(targetId));
}
