import { severities } from '../engine/model/severity.js';
import { unknownStream } from '../engine/advisories/module-stream.js';
import { recordEcosystems } from './record-statements.js';

/** A row without keys covers the version of that very text. */
const isListed = `(a.lower_key IS NULL AND a.undecidable IS NULL
  AND a.last_affected = coalesce(c.source_version, c.version))`;
/** A range from the first version on without an end covers what compares with none, too. */
const isWhole = `(a.lower_key = '\\x' AND a.upper_key IS NULL)`;
/** Whether it is known that a range about builds of modules is about the component's stream. */
const isOwnStream = '(a.modules IS NULL OR a.fixed IS NULL OR c.module = ANY (a.modules))';
const isComparable = `(c.version_key IS NOT NULL OR ${isListed} OR ${isWhole})`;
const isDecided = `a.undecidable IS NULL AND ${isComparable} AND ${isOwnStream}`;
/**
 * Over the ranges that decide, what applies to them; null: what their record as a whole states. A range has a severity
 * where that is another one than the record's.
 */
const ifRated = (rating: string) => `CASE WHEN count(a.severity) > 0 THEN ${rating} END`;
const overDeciding = (aggregate: string) =>
  `CASE WHEN bool_or(${isDecided}) THEN ${aggregate} FILTER (WHERE ${isDecided}) ELSE ${aggregate} END`;
const bySeverity = `ARRAY['${severities.join("', '")}']`;
const worstSeverity = `(${bySeverity})[${overDeciding(
  `min(array_position(${bySeverity}, coalesce(a.severity, r.stated_severity)))`,
)}]`;
const highestScore = overDeciding('max(CASE WHEN a.severity IS NULL THEN r.score ELSE a.score END)');
/** Matches components (`c`) with records' ranges (`a`), but for which; to be followed by conditions and `grouped`. */
export const insertMatches = `INSERT INTO match (component_id, advisory_id, is_affected, reason, fixed, severity, score)
  SELECT c.id, a.advisory_id, bool_or(${isDecided}),
    CASE WHEN bool_or(${isDecided}) THEN NULL ELSE min(coalesce(a.undecidable,
      CASE WHEN c.version_key IS NULL
        THEN 'the version "' || coalesce(c.source_version, c.version) || '" cannot be compared'
        WHEN c.module = '${unknownStream}' THEN 'the package does not say of which stream of its module it is'
        ELSE 'the record does not say of which stream of a module it speaks' END)) END,
    (array_agg(a.fixed ORDER BY (${isDecided}) DESC, a.upper_key DESC NULLS LAST)
      FILTER (WHERE a.fixed IS NOT NULL))[1],
    ${ifRated(worstSeverity)}, ${ifRated(highestScore)}
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
