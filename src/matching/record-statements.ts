/**
 * Ecosystems whose records speak of a component: its own; its own without a release; what Ubuntu fixes for those who pay
 * only, which all have who do not; what SUSE names without a service pack.
 */
export const recordEcosystems = (own: string) => `${own}, split_part(${own}, ':', 1),
  CASE WHEN ${own} LIKE 'SUSE:%' THEN split_part(${own}, ' SP', 1)
    ELSE regexp_replace(${own}, '^Ubuntu:(?=[0-9])', 'Ubuntu:Pro:') END`;

/** What a component of a target is compared by: `$1` to `$5` its target, name, ecosystem, version and package URL. */
export const selectSource = `SELECT c.source_name, c.source_version, c.version_key AS key
  FROM component c JOIN inventory_component l ON l.component_id = c.id
  JOIN snapshot s ON s.inventory_id = l.inventory_id JOIN target t ON t.snapshot_id = s.id
  WHERE t.id = $1 AND c.name = $2 AND c.ecosystem = $3 AND c.version = $4 AND c.purl = $5 LIMIT 1`;

/** Ranges of records (`$1`) that are about a package (`$2`) of an ecosystem (`$3`). */
export const selectRanges = `SELECT r.id, r.summary, r.modified_at AS "modifiedAt", a.ecosystem, a.name, a.lower_key AS "lowerKey",
    a.upper_key AS "upperKey", a.is_upper_inclusive AS "isUpperInclusive", a.introduced, a.fixed,
    a.last_affected AS "lastAffected", a.undecidable, a.modules
  FROM affected a JOIN advisory r ON r.id = a.advisory_id
  WHERE a.advisory_id = ANY($1) AND a.name = $2 AND a.ecosystem IN (${recordEcosystems('$3::text')})
  ORDER BY a.lower_key NULLS FIRST, a.id`;
