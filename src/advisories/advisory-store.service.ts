import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Advisory } from '../engine/model/advisory.js';
import { storableJson } from '../platform/database/storable-json.js';

/** Raised when what is stored of a record changes: records are written again although they are the same. */
const format = 1;

/** From so many records on, what was written changes how the tables are best read. */
const manyRecords = 500;

/** Writes advisory records, their relations and their ranges, set-wise. */
@Injectable()
export class AdvisoryStore {
  /**
   * Stores those that are new or changed; a record older than the stored one is left alone.
   * @returns the ids of those that were written.
   */
  async store(manager: EntityManager, advisories: readonly Advisory[]): Promise<string[]> {
    const newest = newestOfEach(advisories);
    const rows = new Map(newest.map((advisory) => [advisory.id, rowOf(advisory)]));
    const stored: { id: string; hash: string; modified_at: Date }[] = await manager.query(
      `SELECT id, encode(content_hash, 'hex') AS hash, modified_at FROM advisory WHERE id = ANY($1)`,
      [[...rows.keys()]],
    );
    for (const { id, hash, modified_at: modifiedAt } of stored) {
      const row = rows.get(id)!;
      if (row.content_hash === hash || new Date(row.modified_at) < modifiedAt) rows.delete(id);
    }
    const ids = [...rows.keys()];
    const changed = newest.filter(({ id }) => rows.has(id));
    if (ids.length > 0) await this.write(manager, ids, [...rows.values()], changed);
    return ids;
  }

  /**
   * Gives records that state no severity the worst one of the records of the same flaw: those they name as alias or
   * upstream, those that name them so, and those that share such a name as an alias.
   * @returns the ids of every record whose severity may have changed.
   */
  async inheritSeverities(manager: EntityManager, changedIds: readonly string[]): Promise<string[]> {
    // What was just written is not in the planner's statistics yet, and a plan for empty tables takes for ever.
    if (changedIds.length >= manyRecords)
      await manager.query('ANALYZE advisory, advisory_relation, affected');
    const touched: { id: string }[] = await manager.query(selectRelated, [changedIds]);
    const ids = touched.map((row) => row.id);
    await manager.query(inheritSeverities, [ids]);
    return ids;
  }

  /** Makes CISA's catalogue what is given; returns whether anything changed. */
  async replaceKnownExploited(
    manager: EntityManager,
    entries: readonly { readonly cve: string; readonly addedOn: string }[],
  ): Promise<boolean> {
    const rows = JSON.stringify(entries.map(({ cve, addedOn }) => ({ cve, added_on: addedOn })));
    const [, removed]: [unknown[], number] = await manager.query(
      'DELETE FROM known_exploited WHERE cve NOT IN (SELECT cve FROM jsonb_to_recordset($1) AS r(cve text))',
      [rows],
    );
    const added: unknown[] = await manager.query(
      `INSERT INTO known_exploited (cve, added_on) SELECT DISTINCT ON (cve) cve, added_on
       FROM jsonb_to_recordset($1) AS r(cve text, added_on date) ORDER BY cve, added_on
       ON CONFLICT (cve) DO UPDATE SET added_on = excluded.added_on
       WHERE known_exploited.added_on <> excluded.added_on RETURNING cve`,
      [rows],
    );
    return removed > 0 || added.length > 0;
  }

  private async write(
    manager: EntityManager,
    ids: readonly string[],
    rows: readonly AdvisoryRecord[],
    advisories: readonly Advisory[],
  ): Promise<void> {
    await manager.query('DELETE FROM affected WHERE advisory_id = ANY($1)', [ids]);
    await manager.query('DELETE FROM advisory_relation WHERE advisory_id = ANY($1)', [ids]);
    await manager.query(upsertAdvisories, [storableJson(rows)]);
    await manager.query(insertRelations, [storableJson(advisories.flatMap(relationRows))]);
    await manager.query(insertAffected, [storableJson(advisories.flatMap(affectedRows))]);
  }
}

/** A source may hold a record twice: the newer one counts, of two of the same time the later. */
function newestOfEach(advisories: readonly Advisory[]): Advisory[] {
  const newest = new Map<string, Advisory>();
  for (const advisory of advisories) {
    const known = newest.get(advisory.id);
    if (!known || Date.parse(advisory.modifiedAt) >= Date.parse(known.modifiedAt))
      newest.set(advisory.id, advisory);
  }
  return [...newest.values()];
}

type AdvisoryRecord = ReturnType<typeof rowOf>;

function rowOf(advisory: Advisory) {
  return {
    id: advisory.id,
    content_hash: contentHash(advisory),
    summary: advisory.summary,
    details: advisory.details,
    severity: advisory.severity,
    score: advisory.score,
    vector: advisory.vector,
    aliases: advisory.aliases,
    upstream: advisory.upstream,
    references: advisory.references,
    modified_at: advisory.modifiedAt,
    published_at: advisory.publishedAt,
    withdrawn_at: advisory.withdrawnAt,
  };
}

function contentHash(advisory: Advisory): string {
  const bytes = (_: string, value: unknown) => (value instanceof Uint8Array ? hex(value) : value);
  return createHash('sha256')
    .update(JSON.stringify([format, advisory], bytes))
    .digest('hex');
}

function relationRows({ id, aliases, upstream }: Advisory) {
  return [
    ...aliases.map((related) => ({ advisory_id: id, related_id: related, relation: 'alias' })),
    ...upstream.map((related) => ({ advisory_id: id, related_id: related, relation: 'upstream' })),
  ];
}

function affectedRows({ id, affected }: Advisory) {
  return affected.map((range) => ({
    advisory_id: id,
    ecosystem: range.ecosystem,
    name: range.name,
    lower_key: range.lowerKey && hex(range.lowerKey),
    upper_key: range.upperKey && hex(range.upperKey),
    is_upper_inclusive: range.isUpperInclusive,
    introduced: range.introduced,
    fixed: range.fixed,
    last_affected: range.lastAffected,
    undecidable: range.undecidable,
  }));
}

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

const upsertAdvisories = `INSERT INTO advisory (id, content_hash, summary, details, stated_severity, severity, score,
    vector, aliases, upstream, "references", modified_at, published_at, withdrawn_at)
  SELECT id, decode(content_hash, 'hex'), summary, details, severity, severity, score, vector,
    ARRAY(SELECT jsonb_array_elements_text(aliases)), ARRAY(SELECT jsonb_array_elements_text(upstream)),
    ARRAY(SELECT jsonb_array_elements_text("references")), modified_at, published_at, withdrawn_at
  FROM jsonb_to_recordset($1) AS r(id text, content_hash text, summary text, details text, severity text,
    score double precision, vector text, aliases jsonb, upstream jsonb, "references" jsonb, modified_at timestamptz,
    published_at timestamptz, withdrawn_at timestamptz)
  ON CONFLICT (id) DO UPDATE SET content_hash = excluded.content_hash, summary = excluded.summary,
    details = excluded.details, stated_severity = excluded.stated_severity, severity = excluded.severity,
    severity_from = NULL, score = excluded.score, vector = excluded.vector, aliases = excluded.aliases,
    upstream = excluded.upstream, "references" = excluded."references", modified_at = excluded.modified_at,
    published_at = excluded.published_at, withdrawn_at = excluded.withdrawn_at`;

const insertRelations = `INSERT INTO advisory_relation (advisory_id, related_id, relation)
  SELECT advisory_id, related_id, relation
  FROM jsonb_to_recordset($1) AS r(advisory_id text, related_id text, relation text) ON CONFLICT DO NOTHING`;

const insertAffected = `INSERT INTO affected (advisory_id, ecosystem, name, lower_key, upper_key, is_upper_inclusive,
    introduced, fixed, last_affected, undecidable)
  SELECT advisory_id, ecosystem, name, decode(lower_key, 'hex'), decode(upper_key, 'hex'), is_upper_inclusive,
    introduced, fixed, last_affected, undecidable
  FROM jsonb_to_recordset($1) AS r(advisory_id text, ecosystem text, name text, lower_key text, upper_key text,
    is_upper_inclusive boolean, introduced text, fixed text, last_affected text, undecidable text)`;

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
