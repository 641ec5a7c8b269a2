import type { Pool } from 'pg';
import { anImage } from '../engine/checks/example-facts.js';
import { versionKey } from '../engine/versions/version-key.js';

/** How much there is to match and to judge. */
export interface MatchScale {
  readonly images: number;
  readonly componentsPerImage: number;
  readonly ranges: number;
  /** One of so many ranges covers a component of its package; absent: `usualRangesPerHit`. */
  readonly rangesPerHit?: number;
}

export const usualRangesPerHit = 200;

const ecosystem = 'Debian:12';
/** Package names; each one at two versions. */
const names = 25_000;
const componentCount = names * 2;
/** Rows sent by one statement. */
const batch = 20_000;

/**
 * Fills an empty database with images, components, and affected ranges, as scans and imports would have left them, but for
 * matches and verdicts. Every image has layers of its own. Of its components two thirds are from one of 40 bases, the
 * rest its own choice. One range in two hundred covers a component of its package, so that an image has some thirty
 * vulnerabilities, unless the scale says otherwise. The same scale gives the same data.
 */
export async function fillDatabase(pool: Pool, scale: MatchScale): Promise<void> {
  await pool.query('ALTER TABLE inventory_component SET (autovacuum_enabled = false)');
  await addComponents(pool);
  await addImages(pool, 0, scale.images, scale.componentsPerImage);
  await addAdvisories(pool, scale.ranges, scale.rangesPerHit ?? usualRangesPerHit);
  await pool.query(matchAll);
  await pool.query('ANALYZE');
}

/** Adds that many images to those that are there. */
export async function addImages(pool: Pool, from: number, count: number, components: number): Promise<void> {
  await pool.query(insertStacks, [from, from + count, JSON.stringify(exampleFacts())]);
  await pool.query(insertContents, [from, from + count, components, componentCount]);
}

/**
 * Records that each concern one package that some images hold; the first of so many covers its versions, and the others
 * are of versions before them.
 */
export function newRecords(count: number, first: number, recordsPerHit = 1): object[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `DSA-${90_000 + first + index}-1`,
    modified: '2026-11-24T00:00:00Z',
    summary: 'A new flaw',
    affected: [
      {
        package: { ecosystem, name: packageName((first + index) * 23) },
        ranges: [
          {
            type: 'ECOSYSTEM',
            events: [{ introduced: '0' }, { fixed: index % recordsPerHit === 0 ? '1.9999' : '1.300' }],
          },
        ],
      },
    ],
    database_specific: { severity: 'CRITICAL' },
  }));
}

/** Takes every one of them out of the database again. */
export async function removeNewRecords(pool: Pool): Promise<void> {
  await pool.query(`DELETE FROM advisory WHERE id LIKE 'DSA-%-1'`);
}

/** As they are stored: the facts of an image, and apart from them those of its layers. */
function exampleFacts(): object {
  const { rootfs, ...description } = anImage();
  const { components: _, ...rest } = rootfs;
  return { description, rootfs: { ...rest, ecosystems: [ecosystem] } };
}

function packageName(index: number): string {
  return `package-${index % names}`;
}

async function addComponents(pool: Pool): Promise<void> {
  const rows = Array.from({ length: componentCount }, (_, index) => {
    const version = `1.${400 + ((index * 7_919) % 200)}`;
    return { name: packageName(index), version, key: keyOf(version) };
  });
  for (let start = 0; start < rows.length; start += batch) {
    await pool.query(insertComponents, [JSON.stringify(rows.slice(start, start + batch)), ecosystem, start]);
  }
}

async function addAdvisories(pool: Pool, ranges: number, rangesPerHit: number): Promise<void> {
  for (let start = 0; start < ranges; start += batch) {
    const rows = Array.from({ length: Math.min(batch, ranges - start) }, (_, index) => {
      const number = start + index;
      const isHit = number % rangesPerHit === 0;
      const [introduced, fixed] = isHit
        ? ['1.0', '1.999']
        : [`1.${(number * 31) % 300}`, `1.${300 + ((number * 17) % 100)}`];
      return {
        id: `DSA-${number >> 1}-2`,
        name: packageName(number * 13 + (number % 7)),
        introduced,
        fixed,
        lower: keyOf(introduced),
        upper: keyOf(fixed),
      };
    });
    await pool.query(insertRecords, [JSON.stringify(rows)]);
    await pool.query(insertRanges, [JSON.stringify(rows), ecosystem]);
  }
  await pool.query(
    `UPDATE advisory_database SET snapshot = 'bench', imported_at = now(), known_exploited_at = now()`,
  );
  await pool.query(`INSERT INTO advisory_ecosystem (ecosystem, imported_at) VALUES ('Debian', now())`);
}

function keyOf(version: string): string {
  const key = versionKey(ecosystem, version);
  if (!key) throw new Error(`${version} has no key`);
  return Buffer.from(key).toString('hex');
}

const insertComponents = `INSERT INTO component (identity, ecosystem, name, version, purl, match_name, version_key)
  SELECT int8send($3::bigint + ordinality), $2, r.name, r.version, 'pkg:deb/debian/' || r.name || '@' || r.version, r.name,
    decode(r.key, 'hex')
  FROM ROWS FROM (jsonb_to_recordset($1) AS (name text, version text, key text)) WITH ORDINALITY
    AS r(name, version, key, ordinality)`;

const insertStacks = `WITH image AS (
    SELECT i, gen_random_uuid() AS target, gen_random_uuid() AS snapshot, gen_random_uuid() AS inventory,
      'sha256:' || encode(sha256(int8send(i::bigint)), 'hex') AS digest
    FROM generate_series($1::int, $2::int - 1) AS i),
  inventory AS (
    INSERT INTO inventory (id, origin, readers, digest, facts, created_at)
    SELECT inventory, digest, 'bench', digest, $3::jsonb -> 'rootfs', now() FROM image),
  target AS (
    INSERT INTO target (id, kind, digest, identity, "references", needs_judging, created_at, scanned_at)
    SELECT target, 'image', digest, digest, ARRAY['registry.example/app-' || i || ':1'], false, now(), now() FROM image),
  named AS (INSERT INTO target_digest (digest, target_id) SELECT digest, target FROM image),
  seen AS (INSERT INTO target_repository (repository, target_id)
    SELECT 'registry.example/team-' || i % 50 || '/app-' || i % 500, target FROM image),
  described AS (
    INSERT INTO snapshot (id, target_id, inventory_id, digest, facts, created_at)
    SELECT snapshot, target, inventory, digest, $3::jsonb -> 'description', now() FROM image)
  SELECT 1`;

const insertContents = `WITH image AS (
    SELECT r.id, row_number() OVER (ORDER BY r.digest) AS i FROM inventory r
    JOIN generate_series($1::int, $2::int - 1) AS n ON r.digest = 'sha256:' || encode(sha256(int8send(n::bigint)), 'hex')),
  linked AS (UPDATE target SET snapshot_id = s.id FROM snapshot s WHERE s.target_id = target.id AND target.snapshot_id IS NULL),
  first AS (SELECT min(id) AS id FROM component)
  INSERT INTO inventory_component (inventory_id, component_id, paths, layer, is_development)
  SELECT image.id, first.id + CASE WHEN n <= $3 * 2 / 3 THEN (image.i % 40) * 311 + n * 17
      ELSE (image.i * 7919 + n * 104729) END % $4,
    ARRAY['/var/lib/dpkg/status'], 'sha256:' || repeat('1', 64), false
  FROM image, first, generate_series(1, $3::int) AS n
  ON CONFLICT DO NOTHING`;

const insertRecords = `INSERT INTO advisory (id, content_hash, summary, details, stated_severity, severity, score, aliases, upstream,
    "references", modified_at, ecosystems)
  SELECT DISTINCT ON (r.id) r.id, sha256(r.id::bytea), 'A known flaw', '', 'high', 'high', 7.5, '{}'::text[], '{}'::text[],
    '{}'::text[], now(), ARRAY['Debian']
  FROM jsonb_to_recordset($1) AS r(id text) ON CONFLICT DO NOTHING`;
const insertRanges = `INSERT INTO affected (advisory_id, ecosystem, name, lower_key, upper_key, is_upper_inclusive, introduced, fixed)
  SELECT r.id, $2, r.name, decode(r.lower, 'hex'), decode(r.upper, 'hex'), false, r.introduced, r.fixed
  FROM jsonb_to_recordset($1) AS r(id text, name text, introduced text, fixed text, lower text, upper text)`;
const matchAll = `INSERT INTO match (component_id, advisory_id, is_affected, fixed)
  SELECT c.id, a.advisory_id, true, max(a.fixed) FROM component c
  JOIN affected a ON a.name = c.match_name AND a.ecosystem = c.ecosystem
  WHERE c.version_key >= a.lower_key AND c.version_key < a.upper_key GROUP BY 1, 2`;
