import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExemptionRule } from '../engine/policy/exemption-rule.js';
import type { ExemptionRow } from './exemption.table.js';

/** The exemptions that are in force, as the judge takes them. */
@Injectable()
export class ExemptionRulesService {
  /** Approved, and not expired at that time. */
  async inForce(manager: EntityManager, now: Date): Promise<ExemptionRule[]> {
    const rows: InForce[] = await manager.query(selectInForce, [now]);
    return rows
      .map(({ id, scope, expiresAt, endsWhen, knownAtApproval }) => {
        const known = knownAtApproval ?? {};
        return { id, scope, expiresAt: expiresAt.toISOString(), endsWhen, knownAtApproval: known };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The scores (EPSS) from which on they end. */
  async exploitThresholds(manager: EntityManager): Promise<number[]> {
    const rows: { least: number }[] = await manager.query(
      `SELECT DISTINCT (ends_when ->> 'exploitScore')::double precision AS least FROM exemption
       WHERE state = 'approved' AND ends_when ? 'exploitScore'`,
    );
    return rows.map(({ least }) => least);
  }
}

type InForce = Pick<ExemptionRow, 'id' | 'scope' | 'expiresAt' | 'endsWhen' | 'knownAtApproval'>;

const selectInForce = `SELECT id, scope, expires_at AS "expiresAt", ends_when AS "endsWhen",
    known_at_approval AS "knownAtApproval"
  FROM exemption WHERE state = 'approved' AND expires_at > $1`;

/** Those that may concern the target: the ones that name other targets only are left out. */
export function rulesFor(rules: readonly ExemptionRule[], targetId: string): ExemptionRule[] {
  return rules.filter(({ scope }) => !scope.targets || scope.targets.includes(targetId));
}
