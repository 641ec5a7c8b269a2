import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, type EntityManager } from 'typeorm';
import type { AttestationRule } from '../engine/policy/attestation.js';
import { AttestationTable, type AttestationRow } from './attestation.table.js';

/** The attestations that are in force, as the judge takes them. */
@Injectable()
export class AttestationRulesService {
  /** Not revoked, and not expired at that time: by target, oldest first. A target that has none is left out. */
  async inForce(
    manager: EntityManager,
    targetIds: readonly string[],
    now: Date,
  ): Promise<Map<string, AttestationRule[]>> {
    const rows = await manager.find(AttestationTable, {
      where: { targetId: In([...targetIds]), revokedAt: IsNull(), expiresAt: MoreThan(now) },
      order: { attestedAt: 'ASC', id: 'ASC' },
    });
    const byTarget = new Map<string, AttestationRule[]>();
    for (const row of rows) {
      const known = byTarget.get(row.targetId) ?? [];
      byTarget.set(row.targetId, [...known, ruleOf(row)]);
    }
    return byTarget;
  }
}

function ruleOf(row: AttestationRow): AttestationRule {
  const { id, check, targetId, result, statement, evidence, author, attestedAt, expiresAt } = row;
  return {
    id,
    check,
    target: targetId,
    result,
    statement,
    evidence,
    author,
    attestedAt: attestedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
