import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AttestationRule } from '../engine/policy/attestation.js';
import { readRows } from '../platform/database/select-list.js';
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
    const rows = await readRows(manager, AttestationTable, inForceOf, [targetIds, now]);
    const byTarget = new Map<string, AttestationRule[]>();
    for (const row of rows) {
      const known = byTarget.get(row.targetId) ?? [];
      byTarget.set(row.targetId, [...known, ruleOf(row)]);
    }
    return byTarget;
  }
}

const inForceOf = `WHERE target_id = ANY($1) AND revoked_at IS NULL AND expires_at > $2 ORDER BY attested_at, id`;

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
