import type { AffectedRange } from '../model/advisory.js';
import { joinedEcosystem } from './joined-ecosystem.js';
import { modulesOfRange } from './module-stream.js';
import {
  isPointCovered,
  type Interval,
  intervalsOf,
  type KeyOfVersion,
  type KeyWithin,
} from './intervals.js';
import type { OsvAffected, OsvRange } from './osv-schema.js';
import { normalisePackageName } from './package-name.js';

/** The package, and the title of the record that speaks of it. */
type Package = Pick<AffectedRange, 'ecosystem' | 'name'> & { readonly title: string };

/**
 * The rows one `affected` entry comes to; none for an entry without a package (it speaks of a repository).
 *
 * - A SEMVER or ECOSYSTEM range gives one row per affected interval, or, when one of its versions has no key, one
 *   undecidable row.
 * - A listed version gives a row of its own unless an interval of the entry already covers it; one without a key gives a
 *   row without keys, which covers the component of that very text and no other, as the schema has it.
 * - Whatever leaves the package without any row (git commits only, nothing stated) gives one undecidable row, so that
 *   the package's match is shown as `unknown`.
 *
 * @param title the record's, which names the stream of a module that the entry is about
 */
export function affectedRanges(entry: OsvAffected, keyOf: KeyOfVersion, title = ''): AffectedRange[] {
  if (!entry.package) return [];
  const { name } = entry.package;
  const ecosystem = joinedEcosystem(entry.package.ecosystem);
  const concerned: Package = { ecosystem, name: normalisePackageName(ecosystem, name), title };
  const intervals: Interval[] = [];
  const rows: AffectedRange[] = [];
  const keyWithin: KeyWithin = (version, build) => keyOf(ecosystem, version, build);
  const ordered = entry.ranges.filter((range): range is OsvRange => range.type !== 'GIT');
  for (const range of ordered) {
    const found = intervalsOf(range.events, keyWithin);
    if (typeof found === 'string') rows.push(undecidableRow(concerned, found, range));
    else intervals.push(...found);
  }
  intervals.push(...listedIntervals(entry.versions, intervals, keyWithin));
  for (const interval of intervals) rows.push(rowOf(concerned, interval));
  const unkeyed = new Set(entry.versions.filter((version) => keyWithin(version) === null));
  for (const version of unkeyed) rows.push(listedRow(concerned, version));
  const reason = rows.length > 0 ? null : whyNothing(entry, ordered.length > 0);
  return reason === null ? rows : [undecidableRow(concerned, reason)];
}

/** Single versions, each once and with what is built of it, that none of the intervals covers. */
function listedIntervals(
  versions: readonly string[],
  intervals: readonly Interval[],
  keyOf: KeyWithin,
): Interval[] {
  const isCovered = isPointCovered(intervals);
  const points: { readonly key: Uint8Array; readonly version: string }[] = [];
  for (const version of versions) {
    const key = keyOf(version);
    if (key) points.push({ key, version });
  }
  points.sort((a, b) => Buffer.compare(a.key, b.key));
  return points
    .filter(({ key }, index) => {
      const previous = points[index - 1];
      return !isCovered(key) && !(previous && Buffer.compare(previous.key, key) === 0);
    })
    .map(({ key, version }) => ({
      lowerKey: key,
      upperKey: keyOf(version, 'last'),
      isUpperInclusive: true,
      introduced: version,
      fixed: null,
      lastAffected: version,
    }));
}

/** Null: the entry's ranges are empty, and it does state that nothing is affected. */
function whyNothing(entry: OsvAffected, hasOrderedRange: boolean): string | null {
  if (hasOrderedRange) return null;
  return entry.ranges.length > 0
    ? 'the record names affected git commits only'
    : 'the record names the package without affected versions';
}

/** A version of that very text. */
function listedRow({ ecosystem, name }: Package, version: string): AffectedRange {
  return {
    ecosystem,
    name,
    lowerKey: null,
    upperKey: null,
    isUpperInclusive: true,
    introduced: version,
    fixed: null,
    lastAffected: version,
    undecidable: null,
    modules: null,
  };
}

function rowOf({ ecosystem, name, title }: Package, interval: Interval): AffectedRange {
  const modules = modulesOfRange(ecosystem, interval.fixed, title);
  return { ecosystem, name, ...interval, undecidable: null, modules };
}

/** With the range's versions where it has one of a kind; several cannot be told apart without an order. */
function undecidableRow(
  { ecosystem, name, title }: Package,
  reason: string,
  range?: OsvRange,
): AffectedRange {
  const only = (kind: 'introduced' | 'fixed' | 'last_affected'): string | null => {
    const versions = (range?.events ?? []).flatMap((event) => event[kind] ?? []);
    return versions.length === 1 ? (versions[0] ?? null) : null;
  };
  const fixed = only('fixed');
  return {
    ecosystem,
    name,
    lowerKey: null,
    upperKey: null,
    isUpperInclusive: false,
    introduced: only('introduced'),
    fixed,
    lastAffected: only('last_affected'),
    undecidable: reason,
    modules: modulesOfRange(ecosystem, fixed, title),
  };
}
