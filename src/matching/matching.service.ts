import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ComparedVersion } from '../engine/advisories/explain-match.js';
import type { AffectedRange } from '../engine/model/advisory.js';
import type { Severity } from '../engine/model/severity.js';
import { type AdvisoryIds, isCve } from '../engine/advisories/flaws.js';
import { moduleOfComponent } from '../engine/advisories/module-stream.js';
import { matchedPackage, normalisePackageName } from '../engine/advisories/package-name.js';
import { worstOf, type ComponentMatch, type StatedSeverity } from '../engine/advisories/vulnerability.js';
import { selectAliases, selectSeverities, selectWithFlaws } from './flaw-statements.js';
import { grouped, insertMatches, isHit, isOfOneKind } from './match-statements.js';
import { selectRanges, selectSource } from './record-statements.js';

/** Component × advisory, computed once a pair, set-wise, by comparing version keys. */
@Injectable()
export class MatchingService {
  constructor(private readonly dataSource: DataSource) {}

  /** Matches components that were just added against every advisory. */
  async matchComponents(manager: EntityManager, componentIds: readonly string[]): Promise<void> {
    if (componentIds.length === 0) return;
    await manager.query(
      `${insertMatches} WHERE c.id = ANY($1::bigint[]) AND ${isHit} AND ${isOfOneKind} ${grouped}`,
      [componentIds],
    );
  }

  /**
   * Matches every stored component again against advisories whose records changed.
   * @returns the ids of the components that match one of them now or did before.
   */
  async matchAdvisories(manager: EntityManager, advisoryIds: readonly string[]): Promise<string[]> {
    if (advisoryIds.length === 0) return [];
    const ids = [advisoryIds];
    const [before]: [{ component_id: string }[], number] = await manager.query(
      'DELETE FROM match WHERE advisory_id = ANY($1) RETURNING component_id',
      ids,
    );
    const after: { component_id: string }[] = await manager.query(
      `${insertMatches} WHERE a.advisory_id = ANY($1) AND ${isHit} AND ${isOfOneKind} ${grouped} RETURNING component_id`,
      ids,
    );
    return [...new Set([...before, ...after].map((row) => row.component_id))];
  }

  /** Ids of the components that match any of the advisories. */
  async componentsOf(manager: EntityManager, advisoryIds: readonly string[]): Promise<string[]> {
    const rows: { component_id: string }[] = await manager.query(
      'SELECT DISTINCT component_id FROM match WHERE advisory_id = ANY($1)',
      [advisoryIds],
    );
    return rows.map((row) => row.component_id);
  }

  /** Ids of the components that match a record of any of the flaws, by the ids that records give them. */
  async componentsWithFlaws(manager: EntityManager, flaws: readonly string[]): Promise<string[]> {
    if (flaws.length === 0) return [];
    const rows: { component_id: string }[] = await manager.query(selectWithFlaws, [flaws]);
    return rows.map((row) => row.component_id);
  }

  /** What any record states of the flaws that the matches name. */
  async severitiesOf(
    manager: EntityManager,
    matches: readonly ComponentMatch[],
  ): Promise<Map<string, StatedSeverity>> {
    const ids = new Set(matches.flatMap(({ advisory }) => [...advisory.aliases, ...advisory.upstream]));
    const rows: (StatedSeverity & { id: string })[] = await manager.query(selectSeverities, [[...ids]]);
    const severities = new Map<string, StatedSeverity>();
    for (const { id, ...stated } of rows) {
      const known = severities.get(id);
      severities.set(id, known ? worstOf([stated, known]) : stated);
    }
    return severities;
  }

  /** What the flaws that the records name are also called, by their own records; of CVEs, that says nothing new. */
  async aliasesOf(manager: EntityManager, records: readonly AdvisoryIds[]): Promise<Map<string, string[]>> {
    const named = new Set(records.flatMap(({ aliases, upstream }) => [...aliases, ...upstream]));
    const ids = [...named].filter((id) => !isCve(id));
    const rows: { id: string; aliases: string[] }[] =
      ids.length === 0 ? [] : await manager.query(selectAliases, [ids]);
    return new Map(rows.map(({ id, aliases }) => [id, aliases]));
  }

  /** The components of each inventory that any record matches, and where it holds them. */
  async heldBy(
    manager: EntityManager,
    inventoryIds: readonly string[],
  ): Promise<Map<string, HeldComponent[]>> {
    const rows: HeldRow[] = await manager.query(selectHeld, [inventoryIds]);
    const held = new Map<string, HeldComponent[]>(inventoryIds.map((id) => [id, []]));
    for (const { inventory_id: id, component_id: componentId, is_development, ...place } of rows)
      held.get(id)!.push({ componentId, isDevelopment: is_development, ...place });
    return held;
  }

  /** Every record that matches each of the components. */
  async ofComponents(
    manager: EntityManager,
    componentIds: readonly string[],
  ): Promise<Map<string, ComponentMatch[]>> {
    const rows: MatchRow[] =
      componentIds.length === 0 ? [] : await manager.query(selectMatches, [componentIds]);
    const components = await this.byId<ComponentMatch['component']>(
      manager,
      selectComponents,
      rows.map((row) => row.component_id),
    );
    const advisories = await this.byId<ComponentMatch['advisory']>(
      manager,
      selectAdvisories,
      rows.map((row) => row.advisory_id),
    );
    const found = new Map<string, ComponentMatch[]>(componentIds.map((id) => [id, []]));
    for (const row of rows)
      found.get(row.component_id)!.push({
        component: components.get(row.component_id)!,
        advisory: ratedAs(row, advisories.get(row.advisory_id)!),
        result: row.is_affected ? 'affected' : 'unknown',
        reason: row.reason,
        fixedVersion: row.fixed,
      });
    return found;
  }

  /** The named records with those of their ranges that are about the component, and what they were compared with. */
  async recordsOf(
    targetId: string,
    { ecosystem, name, version, purl }: Omit<ComponentMatch['component'], 'id'>,
    advisoryIds: readonly string[],
  ): Promise<{ compared: ComparedComponent; records: MatchedRecord[] }> {
    const [row] = await this.dataSource.query<SourceRow[]>(selectSource, [
      targetId,
      name,
      ecosystem,
      version,
      purl,
    ]);
    const source = row?.source_name ? { name: row.source_name, version: row.source_version! } : null;
    const matched = matchedPackage({ ecosystem, name, version, source });
    const compared = {
      name: normalisePackageName(ecosystem, matched.name),
      version: matched.version,
      key: row?.key ?? null,
      module: moduleOfComponent({ ecosystem, version, purl }),
    };
    const rows = await this.dataSource.query<(AffectedRange & RecordRow)[]>(selectRanges, [
      advisoryIds,
      compared.name,
      ecosystem,
    ]);
    const records = new Map<string, MatchedRecord>();
    for (const { id, summary, modifiedAt, ...range } of rows) {
      const record = records.get(id) ?? { id, summary, modifiedAt, ranges: [] };
      record.ranges.push(range);
      records.set(id, record);
    }
    return { compared, records: advisoryIds.flatMap((id) => records.get(id) ?? []) };
  }

  /** Rows by their ids, each once however often it is named. */
  private async byId<Row extends { readonly id: string }>(
    manager: EntityManager,
    select: string,
    ids: readonly string[],
  ): Promise<Map<string, Row>> {
    if (ids.length === 0) return new Map();
    const rows: Row[] = await manager.query(select, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** What of a component is held against records. */
export interface ComparedComponent extends ComparedVersion {
  readonly name: string;
}

interface SourceRow {
  readonly source_name: string | null;
  readonly source_version: string | null;
  readonly key: Uint8Array | null;
}

interface RecordRow {
  readonly id: string;
  readonly summary: string;
  readonly modifiedAt: Date;
}

/** An advisory record with its ranges of one package. */
export interface MatchedRecord extends RecordRow {
  readonly ranges: AffectedRange[];
}

/** A component in an inventory. */
export interface HeldComponent {
  readonly componentId: string;
  readonly isDevelopment: boolean;
  /** The first of its paths; null: none is known. */
  readonly path: string | null;
  readonly layer: string | null;
  /** Package URL of the program that it is part of; null: of none, or that is not known. */
  readonly program: string | null;
}

interface HeldRow {
  readonly inventory_id: string;
  readonly component_id: string;
  readonly is_development: boolean;
  readonly path: string | null;
  readonly layer: string | null;
  readonly program: string | null;
}

interface MatchRow {
  readonly component_id: string;
  readonly advisory_id: string;
  readonly is_affected: boolean;
  readonly reason: string | null;
  readonly fixed: string | null;
  /** That of the ranges that match, where the record as a whole states another one. */
  readonly severity: Severity | null;
  readonly score: number | null;
}

function ratedAs(
  { severity, score }: MatchRow,
  advisory: ComponentMatch['advisory'],
): ComponentMatch['advisory'] {
  return severity === null ? advisory : { ...advisory, severity, score };
}

/** A plan for each inventory by itself would look through all matches again and again. */
const selectHeld = `SELECT l.inventory_id, l.component_id, l.is_development, l.paths[1] AS path, l.layer, l.program
  FROM inventory_component l
  WHERE l.inventory_id = ANY($1::uuid[]) AND EXISTS (SELECT FROM match m WHERE m.component_id = l.component_id)`;
const selectMatches = `SELECT m.component_id, m.advisory_id, m.is_affected, m.reason, m.fixed,
    m.severity, m.score
  FROM unnest($1::bigint[]) AS wanted (id) JOIN match m ON m.component_id = wanted.id
  ORDER BY m.component_id, m.advisory_id`;
const selectComponents =
  'SELECT id, ecosystem, name, version, purl FROM component WHERE id = ANY($1::bigint[])';
const selectAdvisories = `SELECT id, aliases, upstream, stated_severity AS severity, score, summary,
    to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "publishedAt"
  FROM advisory WHERE id = ANY($1::text[])`;
