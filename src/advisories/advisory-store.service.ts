import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { KnownExploitedEntry } from '../engine/advisories/known-exploited.js';
import { storableJson } from '../platform/database/storable-json.js';
import { originHash, rowOf, type ReadRecord, type RecordRows } from './advisory-rows.js';

/** From so many records on, what was written changes how the tables are best read. */
const manyRecords = 500;
/** So small a share of the records that the planner knows changes no plan. */
const fewOfKnown = 0.05;

/** A stored record, found by the bytes it was read from. */
export interface KnownRecord {
  readonly id: string;
  readonly isWithdrawn: boolean;
  /** Without their releases. */
  readonly ecosystems: readonly string[];
}

/** Writes advisory records, their relations and their ranges, set-wise. */
@Injectable()
export class AdvisoryStore {
  /**
   * Stores those that are new or changed; a record older than the stored one is left alone.
   * @returns the ids of those that were written.
   */
  async store(manager: EntityManager, records: readonly ReadRecord[]): Promise<string[]> {
    const rows = new Map(newestOfEach(records).map((record) => [record.advisory.id, rowOf(record)]));
    const stored: StoredRecord[] = await manager.query(selectStored, [[...rows.keys()]]);
    const moved: { id: string; origin: string | null }[] = [];
    for (const { id, hash, modified_at: modifiedAt, origin } of stored) {
      const { record } = rows.get(id)!;
      if (record.content_hash === hash && record.origin !== origin) moved.push({ id, origin: record.origin });
      if (record.content_hash === hash || new Date(record.modified_at) < modifiedAt) rows.delete(id);
    }
    if (moved.length > 0) await manager.query(updateOrigins, [JSON.stringify(moved)]);
    const ids = [...rows.keys()];
    if (ids.length > 0) await this.write(manager, [...rows.values()], stored);
    return ids;
  }

  /** The stored records whose content was read from bytes of these names, by name. */
  async knownByOrigin(manager: EntityManager, origins: readonly string[]): Promise<Map<string, KnownRecord>> {
    const names = new Map(origins.map((origin) => [originHash(origin), origin]));
    const rows: (KnownRecord & { origin: string })[] = await manager.query(selectKnown, [[...names.keys()]]);
    return new Map(rows.map(({ origin, ...record }) => [names.get(origin)!, record]));
  }

  /**
   * Gives records that state no severity the worst one of the records of the same flaw: those they name as alias or
   * upstream, those that name them so, and those that share such a name as an alias.
   * @returns the ids of every record whose severity may have changed.
   */
  async inheritSeverities(manager: EntityManager, changedIds: readonly string[]): Promise<string[]> {
    await planFor(manager, changedIds.length);
    const touched: { id: string }[] = await manager.query(selectRelated, [changedIds]);
    const ids = touched.map((row) => row.id);
    await manager.query(inheritSeverities, [ids]);
    return ids;
  }

  /**
   * Makes CISA's catalogue what is given.
   * @returns the CVE ids that are new in it or no longer in it, and whether anything else changed.
   */
  async replaceKnownExploited(
    manager: EntityManager,
    entries: readonly KnownExploitedEntry[],
  ): Promise<{ readonly turned: string[]; readonly isChanged: boolean }> {
    const rows = JSON.stringify(
      entries.map(({ cve, addedOn, dueOn, isUsedByRansomware }) => ({
        cve,
        added_on: addedOn,
        due_on: dueOn,
        is_used_by_ransomware: isUsedByRansomware,
      })),
    );
    const [removed]: [{ cve: string }[], number] = await manager.query(
      `DELETE FROM known_exploited
       WHERE cve NOT IN (SELECT cve FROM json_to_recordset($1) AS r(cve text)) RETURNING cve`,
      [rows],
    );
    const written: { cve: string; is_new: boolean }[] = await manager.query(upsertKnownExploited, [rows]);
    const added = written.filter((row) => row.is_new);
    return {
      turned: [...removed, ...added].map(({ cve }) => cve),
      isChanged: removed.length + written.length > 0,
    };
  }

  private async write(
    manager: EntityManager,
    rows: readonly RecordRows[],
    stored: readonly StoredRecord[],
  ): Promise<void> {
    const replaced = stored.map(({ id }) => id).filter((id) => rows.some(({ record }) => record.id === id));
    if (replaced.length > 0) {
      await manager.query('DELETE FROM affected WHERE advisory_id = ANY($1)', [replaced]);
      await manager.query('DELETE FROM advisory_relation WHERE advisory_id = ANY($1)', [replaced]);
    }
    await manager.query(upsertAdvisories, [storableJson(rows.map(({ record }) => record))]);
    await manager.query(insertRelations, [storableJson(rows.flatMap(({ relations }) => relations))]);
    await manager.query(insertAffected, [storableJson(rows.flatMap(({ affected }) => affected))]);
  }
}

/**
 * What was just written is not in the planner's statistics yet, and a plan for empty tables takes for ever; a few records
 * more among many change no plan.
 */
async function planFor(manager: EntityManager, written: number): Promise<void> {
  if (written < manyRecords) return;
  const [advisory]: { known: number }[] = await manager.query(
    `SELECT reltuples AS known FROM pg_class WHERE oid = 'advisory'::regclass`,
  );
  if (written < (advisory?.known ?? 0) * fewOfKnown) return;
  await manager.query('ANALYZE advisory, advisory_relation, affected');
}

interface StoredRecord {
  id: string;
  hash: string;
  modified_at: Date;
  origin: string | null;
}

/** A source may hold a record twice: the newer one counts, of two of the same time the later. */
function newestOfEach(records: readonly ReadRecord[]): ReadRecord[] {
  const newest = new Map<string, ReadRecord>();
  for (const record of records) {
    const { id, modifiedAt } = record.advisory;
    const known = newest.get(id)?.advisory;
    if (!known || Date.parse(modifiedAt) >= Date.parse(known.modifiedAt)) newest.set(id, record);
  }
  return [...newest.values()];
}

const selectStored = `SELECT id, encode(content_hash, 'hex') AS hash, modified_at, origin
  FROM advisory WHERE id = ANY($1)`;

const selectKnown = `SELECT origin, id, withdrawn_at IS NOT NULL AS "isWithdrawn", ecosystems
  FROM advisory WHERE origin = ANY($1)`;

const updateOrigins = `UPDATE advisory SET origin = r.origin
  FROM json_to_recordset($1) AS r(id text, origin text) WHERE advisory.id = r.id`;

const upsertAdvisories = `INSERT INTO advisory (id, content_hash, summary, details, stated_severity, severity, score,
    vector, aliases, upstream, "references", modified_at, published_at, withdrawn_at, ecosystems, origin)
  SELECT id, decode(content_hash, 'hex'), summary, details, severity, severity, score, vector,
    ARRAY(SELECT json_array_elements_text(aliases)), ARRAY(SELECT json_array_elements_text(upstream)),
    ARRAY(SELECT json_array_elements_text("references")), modified_at, published_at, withdrawn_at,
    ARRAY(SELECT json_array_elements_text(ecosystems)), origin
  FROM json_to_recordset($1) AS r(id text, content_hash text, summary text, details text, severity text,
    score double precision, vector text, aliases json, upstream json, "references" json, modified_at timestamptz,
    published_at timestamptz, withdrawn_at timestamptz, ecosystems json, origin text)
  ON CONFLICT (id) DO UPDATE SET content_hash = excluded.content_hash, summary = excluded.summary,
    details = excluded.details, stated_severity = excluded.stated_severity, severity = excluded.severity,
    severity_from = NULL, score = excluded.score, vector = excluded.vector, aliases = excluded.aliases,
    upstream = excluded.upstream, "references" = excluded."references", modified_at = excluded.modified_at,
    published_at = excluded.published_at, withdrawn_at = excluded.withdrawn_at, ecosystems = excluded.ecosystems,
    origin = excluded.origin`;

const insertRelations = `INSERT INTO advisory_relation (advisory_id, related_id, relation)
  SELECT advisory_id, related_id, relation
  FROM json_to_recordset($1) AS r(advisory_id text, related_id text, relation text) ON CONFLICT DO NOTHING`;

const insertAffected = `INSERT INTO affected (advisory_id, ecosystem, name, lower_key, upper_key, is_upper_inclusive,
    introduced, fixed, last_affected, undecidable, modules, severity, score)
  SELECT advisory_id, ecosystem, name, decode(lower_key, 'hex'), decode(upper_key, 'hex'), is_upper_inclusive,
    introduced, fixed, last_affected, undecidable, modules, severity, score
  FROM json_to_recordset($1) AS r(advisory_id text, ecosystem text, name text, lower_key text, upper_key text,
    is_upper_inclusive boolean, introduced text, fixed text, last_affected text, undecidable text, modules text[],
    severity text, score double precision)`;

const upsertKnownExploited = `INSERT INTO known_exploited (cve, added_on, due_on, is_used_by_ransomware)
  SELECT DISTINCT ON (cve) cve, added_on, due_on, is_used_by_ransomware
  FROM json_to_recordset($1) AS r(cve text, added_on date, due_on date, is_used_by_ransomware boolean)
  ORDER BY cve, added_on
  ON CONFLICT (cve) DO UPDATE SET added_on = excluded.added_on, due_on = excluded.due_on,
    is_used_by_ransomware = excluded.is_used_by_ransomware
  WHERE (known_exploited.added_on, known_exploited.due_on, known_exploited.is_used_by_ransomware)
    IS DISTINCT FROM (excluded.added_on, excluded.due_on, excluded.is_used_by_ransomware)
  RETURNING cve, xmax = 0 AS is_new`;

const selectRelated = `SELECT id FROM advisory WHERE id = ANY($1)
  UNION SELECT advisory_id FROM advisory_relation WHERE related_id = ANY($1)
  UNION SELECT other.advisory_id FROM advisory_relation own
    JOIN advisory_relation other ON other.related_id = own.related_id WHERE own.advisory_id = ANY($1)`;

const rank = (column: string) =>
  `array_position(ARRAY['critical', 'high', 'medium', 'low', 'info'], ${column})`;
const inheritSeverities = `WITH needy AS (
    SELECT id FROM advisory WHERE id = ANY($1) AND stated_severity = 'unknown'
  ), flaw AS (
    SELECT id AS needy_id, id AS name FROM needy
    UNION SELECT r.advisory_id, r.related_id FROM advisory_relation r JOIN needy ON needy.id = r.advisory_id
  ), donor AS (
    SELECT needy_id, name AS id FROM flaw
    UNION SELECT flaw.needy_id, r.advisory_id FROM flaw
      JOIN advisory_relation r ON r.related_id = flaw.name AND r.relation = 'alias'
  ), worst AS (
    SELECT DISTINCT ON (donor.needy_id) donor.needy_id, d.id, d.stated_severity AS severity
    FROM donor JOIN advisory d ON d.id = donor.id AND d.id <> donor.needy_id
      AND d.stated_severity <> 'unknown' AND d.withdrawn_at IS NULL
    ORDER BY donor.needy_id, ${rank('d.stated_severity')}, d.id
  )
  UPDATE advisory a
  SET severity = coalesce(worst.severity, 'unknown'), severity_from = worst.id
  FROM needy LEFT JOIN worst ON worst.needy_id = needy.id
  WHERE a.id = needy.id
    AND (a.severity, a.severity_from) IS DISTINCT FROM (coalesce(worst.severity, 'unknown'), worst.id)`;
