import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AdvisoryDatabaseService } from '../advisories/advisory-database.service.js';
import { ExploitationService } from '../advisories/exploitation.service.js';
import {
  concernsTarget,
  coversFinding,
  type ExemptionScope,
  type ExemptionSubject,
} from '../engine/policy/exemption-rule.js';
import { isPurlRange } from '../engine/policy/purl-range.js';
import { namesOf } from './finding-names.js';
import { scopedColumns, subjectOf, targetOf, type ScopedRow } from './scoped-finding.js';

/** A stored finding that a scope covers. */
export interface ScopedFinding {
  readonly row: ScopedRow;
  readonly subject: ExemptionSubject;
}

/** Finds what the scope of an exemption covers, among the findings of every target. */
@Injectable()
export class ScopedFindings {
  constructor(
    private readonly advisories: AdvisoryDatabaseService,
    private readonly exploitation: ExploitationService,
  ) {}

  /** What it covers now, worst first. */
  async covered(manager: EntityManager, scope: ExemptionScope): Promise<ScopedFinding[]> {
    const rows: ScopedRow[] = await manager.query(
      `${selectCandidates(scopedColumns)} ORDER BY f.severity_rank, f.id`,
      await this.parameters(manager, scope),
    );
    const rule = { id: '', scope, expiresAt: '' };
    const names = rows.map(({ advisory, aliases }) => (advisory === null ? [] : [advisory, ...aliases]));
    const exploitation = await this.exploitation.of(names);
    return rows.flatMap((row, index) => {
      const subject = subjectOf(row, exploitation[index]?.exploitPrediction?.score ?? null);
      return concernsTarget(rule, targetOf(row)) && coversFinding(rule, subject) ? { row, subject } : [];
    });
  }

  /** Ids of the targets with a finding that the scope may cover. */
  async targets(manager: EntityManager, scope: ExemptionScope): Promise<string[]> {
    const rows: { target_id: string }[] = await manager.query(
      selectCandidates('DISTINCT f.target_id'),
      await this.parameters(manager, scope),
    );
    return rows.map((row) => row.target_id);
  }

  private async parameters(manager: EntityManager, scope: ExemptionScope): Promise<unknown[]> {
    const { findings, checks, vulnerabilities, components, layers, targets } = scope;
    return [
      findings ?? null,
      checks ?? null,
      vulnerabilities ? await this.advisories.spellings(manager, vulnerabilities) : null,
      components?.flatMap(purlPatterns) ?? null,
      layers ?? null,
      targets ?? null,
    ];
  }
}

/** Patterns of SQL that the package URLs of what it covers fit, and maybe others. */
function purlPatterns(component: string): string[] {
  const bare = isPurlRange(component) ? component.slice(0, component.search(/@\s*[<>=]/)) : component;
  const purl = bare.replace(/[\\%_]/g, '\\$&');
  return [purl, `${purl}@%`, `${purl}?%`];
}

/** All that must match but for the parts of a scope that are patterns. */
const selectCandidates = (
  columns: string,
) => `SELECT ${columns} FROM finding f JOIN finding_content c ON c.digest = f.content JOIN target t ON t.id = f.target_id
  WHERE ($1::text[] IS NULL OR f.fingerprint = ANY($1)) AND ($2::text[] IS NULL OR f.check_id = ANY($2))
    AND ($3::text[] IS NULL OR ${namesOf('c')} && $3)
    AND ($4::text[] IS NULL OR c.component ->> 'purl' LIKE ANY($4))
    AND ($5::text[] IS NULL OR c.location ->> 'layer' = ANY($5)) AND ($6::uuid[] IS NULL OR f.target_id = ANY($6))`;
