import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import type { ExemptionRule } from '../engine/policy/exemption-rule.js';
import { ExemptionTable } from './exemption.table.js';

/** The exemptions that are in force, as the judge takes them. */
@Injectable()
export class ExemptionRulesService {
  /** Approved, and not expired at that time; those that name other targets only are left out. */
  async inForce(manager: EntityManager, targetId: string, now: Date): Promise<ExemptionRule[]> {
    const rows = await manager.findBy(ExemptionTable, { state: 'approved', expiresAt: MoreThan(now) });
    return rows
      .filter(({ scope }) => !scope.targets || scope.targets.includes(targetId))
      .map(({ id, scope, expiresAt }) => ({ id, scope, expiresAt: expiresAt.toISOString() }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
