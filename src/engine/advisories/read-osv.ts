import type { Advisory, RangeRating, RatedRange } from '../model/advisory.js';
import { versionKey } from '../versions/version-key.js';
import { affectedRanges } from './affected-ranges.js';
import { isDistribution } from './ecosystems.js';
import { isCve } from './flaws.js';
import type { KeyOfVersion } from './intervals.js';
import {
  isWithinValues,
  type OsvAffected,
  osvLimits,
  type OsvRecord,
  osvRecordSchema,
} from './osv-schema.js';
import { problemOf } from './problem.js';
import { entrySeverities, isRated, severityOf, type StatedSeverity } from './severity.js';

/** An OSV record as an advisory, or why it is refused; `id` is the record's when that much could be read. */
export type OsvReading =
  | { readonly ok: true; readonly advisory: Advisory }
  | { readonly ok: false; readonly id: string | null; readonly problem: string };

/** Affected rows one record may come to. */
const mostRows = 50_000;

/**
 * Reads one OSV record (https://ossf.github.io/osv-schema/). Never throws; a record that breaks the schema in a part
 * that is used, or names nothing affected, is refused as a whole. A withdrawn record has no affected rows, so that it
 * matches nothing.
 *
 * @param keyOf the ecosystems' version keys
 */
export function readOsvRecord(json: unknown, keyOf: KeyOfVersion = versionKey): OsvReading {
  if (!isWithinValues(json, osvLimits.values)) {
    return { ok: false, id: idOf(json), problem: `the record holds more than ${osvLimits.values} values` };
  }
  const parsed = osvRecordSchema.safeParse(json);
  if (!parsed.success) return { ok: false, id: idOf(json), problem: problemOf(parsed.error) };
  const record = parsed.data;
  if (record.affected.length === 0 && !record.withdrawn) {
    return { ok: false, id: record.id, problem: 'affected: the record names nothing that is affected' };
  }
  const stated = severityOf(record);
  const affected = record.withdrawn ? [] : rowsOf(record, stated, keyOf);
  if (affected === null) {
    return { ok: false, id: record.id, problem: `the record has more than ${mostRows} affected rows` };
  }
  return { ok: true, advisory: advisoryOf(record, stated, affected) };
}

function advisoryOf(record: OsvRecord, stated: StatedSeverity, affected: readonly RatedRange[]): Advisory {
  const others = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== record.id);
  return {
    id: record.id,
    summary: (record.summary ?? '').replace(/\p{Cc}+/gu, ' ').trim(),
    details: (record.details ?? '').replaceAll('\0', ''),
    modifiedAt: record.modified,
    publishedAt: record.published ?? null,
    withdrawnAt: record.withdrawn ?? null,
    aliases: others(record.aliases),
    upstream: others(upstreamOf(record)),
    ...stated,
    affected,
    references: [...new Set(record.references.map(({ url }) => url).filter(isWebAddress))],
  };
}

/** Null: more rows than a record may come to. */
function rowsOf(record: OsvRecord, stated: StatedSeverity, keyOf: KeyOfVersion): RatedRange[] | null {
  const rows: RatedRange[] = [];
  const ratingOf = ratings(record, stated);
  for (const entry of record.affected) {
    const rating = ratingOf(entry);
    for (const row of affectedRanges(entry, keyOf, record.summary ?? '')) rows.push({ ...row, rating });
    if (rows.length > mostRows) return null;
  }
  return rows;
}

function ratings(record: OsvRecord, stated: StatedSeverity): (entry: OsvAffected) => RangeRating | null {
  if (!record.affected.some(isRated)) return () => null;
  const severityIn = entrySeverities(record);
  return (entry) => {
    const { severity, score } = severityIn(entry);
    return severity === stated.severity && score === stated.score ? null : { severity, score };
  };
}

/**
 * A distribution's record of before schema 1.7, which brought `upstream`, names the flaws it fixes in `related`:
 * CVE ids there count as upstream when the record names no flaw otherwise (AlmaLinux still writes them so).
 */
function upstreamOf(record: OsvRecord): readonly string[] {
  const isDistributions = record.affected.some(
    (entry) => entry.package && isDistribution(entry.package.ecosystem),
  );
  const namesFlaws = record.upstream.length > 0 || record.aliases.length > 0;
  if (namesFlaws || !isDistributions) return record.upstream;
  return record.related.filter(isCve);
}

function isWebAddress(url: string): boolean {
  return url.length <= 4096 && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(url);
}

function idOf(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'id')) return null;
  const { id } = json as { readonly id: unknown };
  const isUsable = typeof id === 'string' && id.length <= osvLimits.nameLength && /^\P{Cc}+$/u.test(id);
  return isUsable ? id : null;
}
