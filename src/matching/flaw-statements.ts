/** A name or an alias is the flaw itself; that a record is upstream of another says nothing of its own severity. */
export const selectSeverities = `SELECT ids.id, d.stated_severity AS severity, d.score
  FROM unnest($1::text[]) AS ids (id)
  JOIN LATERAL (
    SELECT ids.id AS record UNION SELECT advisory_id FROM advisory_relation
    WHERE related_id = ids.id AND relation = 'alias'
  ) r ON true
  JOIN advisory d ON d.id = r.record AND d.stated_severity <> 'unknown' AND d.withdrawn_at IS NULL`;

/** Aliases of the records of these ids (`$1`). */
export const selectAliases = `SELECT id, aliases FROM advisory
  WHERE id = ANY($1::text[]) AND withdrawn_at IS NULL AND aliases <> '{}'`;

/**
 * An id of a distribution's own may only put its name before a CVE's: it is the flaw of that CVE. So is what names a record
 * of which the CVE is an alias.
 */
export const selectWithFlaws = `WITH named AS (SELECT unnest($1::text[]) AS id)
  SELECT DISTINCT m.component_id FROM match m WHERE m.advisory_id IN (
    SELECT a.id FROM advisory a JOIN named ON ${flawOf('a.id')} = named.id
    UNION SELECT r.advisory_id FROM advisory_relation r JOIN named ON ${flawOf('r.related_id')} = named.id
    UNION SELECT other.advisory_id FROM named
      JOIN advisory_relation r ON r.related_id = named.id AND r.relation = 'alias'
      JOIN advisory_relation other ON other.related_id = r.advisory_id)`;

function flawOf(id: string): string {
  return `regexp_replace(${id}, '^[A-Z]{1,20}-(?=CVE-)', '')`;
}
