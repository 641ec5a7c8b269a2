import { unknownStream } from '../engine/advisories/module-stream.js';

/**
 * Ecosystems whose records speak of a component: its own; its own without a release; what Ubuntu fixes for those who pay
 * only, which all have who do not; what SUSE names without a service pack.
 */
const recordEcosystems = (own: string) => `${own}, split_part(${own}, ':', 1),
  CASE WHEN ${own} LIKE 'SUSE:%' THEN split_part(${own}, ' SP', 1)
    ELSE regexp_replace(${own}, '^Ubuntu:(?=[0-9])', 'Ubuntu:Pro:') END`;

/** Whether it is known that a range about builds of modules is about the component's stream. */
const isOwnStream = '(a.modules IS NULL OR a.fixed IS NULL OR c.module = ANY (a.modules))';
const isDecided = `a.undecidable IS NULL AND c.version_key IS NOT NULL AND ${isOwnStream}`;
export const insertMatches = `INSERT INTO match (component_id, advisory_id, is_affected, reason, fixed)
  SELECT c.id, a.advisory_id, bool_or(${isDecided}),
    CASE WHEN bool_or(${isDecided}) THEN NULL ELSE min(coalesce(a.undecidable,
      CASE WHEN c.version_key IS NULL
        THEN 'the version "' || coalesce(c.source_version, c.version) || '" cannot be compared'
        WHEN c.module = '${unknownStream}' THEN 'the package does not say of which stream of its module it is'
        ELSE 'the record does not say of which stream of a module it speaks' END)) END,
    (array_agg(a.fixed ORDER BY (${isDecided}) DESC, a.upper_key DESC NULLS LAST)
      FILTER (WHERE a.fixed IS NOT NULL))[1]
  FROM component c
  JOIN affected a ON a.name = c.match_name AND a.ecosystem IN (${recordEcosystems('c.ecosystem')})
  JOIN advisory r ON r.id = a.advisory_id AND r.withdrawn_at IS NULL`;
export const isHit = `(a.undecidable IS NOT NULL OR c.version_key IS NULL OR (c.version_key >= a.lower_key
  AND (a.upper_key IS NULL OR c.version_key < a.upper_key OR (a.is_upper_inclusive AND c.version_key = a.upper_key))))`;
/** A build for a stream of a module is fixed by builds for that stream, any other one by others. */
export const isOfOneKind = `(a.fixed IS NULL OR CASE WHEN a.modules IS NULL OR c.module IS NULL
  THEN a.modules IS NULL AND c.module IS NULL
  ELSE c.module = '${unknownStream}' OR a.modules = '{}' OR c.module = ANY (a.modules) END)`;
export const grouped = 'GROUP BY c.id, a.advisory_id ON CONFLICT DO NOTHING';

/** Inventory by inventory, so that the plan does not depend on how many there are of anything else. */
export const selectMatches = `SELECT l.inventory_id, m.component_id, l.is_development, l.paths[1] AS path, l.layer, m.advisory_id,
    m.is_affected, m.reason, m.fixed
  FROM unnest($1::uuid[]) AS held (id)
  CROSS JOIN LATERAL (SELECT * FROM inventory_component WHERE inventory_id = held.id OFFSET 0) l
  JOIN match m ON m.component_id = l.component_id
  ORDER BY m.component_id, m.advisory_id`;
export const selectComponents =
  'SELECT id, ecosystem, name, version, purl FROM component WHERE id = ANY($1::bigint[])';
export const selectAdvisories = `SELECT id, aliases, upstream, stated_severity AS severity, score, summary
  FROM advisory WHERE id = ANY($1::text[])`;
export const selectSource = `SELECT c.source_name, c.source_version, c.version_key AS key
  FROM component c JOIN inventory_component l ON l.component_id = c.id
  JOIN snapshot s ON s.inventory_id = l.inventory_id JOIN target t ON t.snapshot_id = s.id
  WHERE t.id = $1 AND c.name = $2 AND c.ecosystem = $3 AND c.version = $4 AND c.purl = $5 LIMIT 1`;
export const selectRanges = `SELECT r.id, r.summary, r.modified_at AS "modifiedAt", a.ecosystem, a.name, a.lower_key AS "lowerKey",
    a.upper_key AS "upperKey", a.is_upper_inclusive AS "isUpperInclusive", a.introduced, a.fixed,
    a.last_affected AS "lastAffected", a.undecidable, a.modules
  FROM affected a JOIN advisory r ON r.id = a.advisory_id
  WHERE a.advisory_id = ANY($1) AND a.name = $2 AND a.ecosystem IN (${recordEcosystems('$3::text')})
  ORDER BY a.lower_key NULLS FIRST, a.id`;
