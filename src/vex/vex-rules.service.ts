import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { VexProduct, VexRule } from '../engine/vex/vex-statement.js';

/** The statements that are in force, as the judge takes them. */
@Injectable()
export class VexRulesService {
  /** Those that speak of any of the flaws, by id. `namesOf` gives the flaws' names in upper case, if any are needed. */
  async inForce(manager: EntityManager, namesOf: () => readonly string[]): Promise<VexRule[]> {
    if (!(await isAnyInForce(manager))) return [];
    const vulnerabilities = namesOf();
    if (vulnerabilities.length === 0) return [];
    const rows: RuleRow[] = await manager.query(
      `${selectRules} WHERE d.state = 'in_force' AND s.vulnerabilities && $1::text[] ORDER BY s.id`,
      [vulnerabilities],
    );
    return rows.map(ruleOf);
  }

  /** All of some documents, in force or not. */
  async ofDocuments(manager: EntityManager, ids: readonly string[]): Promise<VexRule[]> {
    if (ids.length === 0) return [];
    const rows: RuleRow[] = await manager.query(
      `${selectRules} WHERE s.document_id = ANY($1::uuid[]) ORDER BY s.id`,
      [ids],
    );
    return rows.map(ruleOf);
  }
}

/** Where nothing is said the names of thousands of flaws need not be looked for. */
async function isAnyInForce(manager: EntityManager): Promise<boolean> {
  const rows: object[] = await manager.query(`SELECT 1 FROM vex_document WHERE state = 'in_force' LIMIT 1`);
  return rows.length > 0;
}

interface RuleRow extends Omit<VexRule, 'statedAt' | 'products'> {
  readonly statedAt: Date;
  readonly products: readonly VexProduct[];
}

const selectRules = `SELECT s.id, d.source, o.trust = 'trusted' AS "isTrusted", d.name AS document,
    d.version AS "documentVersion", s.vulnerabilities, s.status, s.justification, s.explanation, s.action,
    s.stated_at AS "statedAt", s.products
  FROM vex_statement s JOIN vex_document d ON d.id = s.document_id JOIN vex_source o ON o.name = d.source`;

function ruleOf({ statedAt, ...row }: RuleRow): VexRule {
  return { ...row, statedAt: statedAt.toISOString() };
}
