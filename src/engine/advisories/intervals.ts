import type { AffectedRange } from '../model/advisory.js';
import type { OsvEvent } from './osv-schema.js';

/** Key of a version in an ecosystem's order, or of the last of its builds; null when it has none. */
export type KeyOfVersion = (ecosystem: string, version: string, build?: 'last') => Uint8Array | null;
/** The same within one ecosystem. */
export type KeyWithin = (version: string, build?: 'last') => Uint8Array | null;

/** A comparable stretch of affected versions. */
export type Interval = Pick<
  AffectedRange,
  'upperKey' | 'isUpperInclusive' | 'introduced' | 'fixed' | 'lastAffected'
> & { readonly lowerKey: Uint8Array };

interface Point {
  readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  readonly version: string;
  readonly key: Uint8Array;
}

const beforeAll: Uint8Array = new Uint8Array();

/**
 * The affected intervals of a range, by OSV's evaluation (https://ossf.github.io/osv-schema/#evaluation): events in
 * version order, each switching the state; an `introduced` while affected and a `fixed` while not change nothing.
 * Events at the same version apply in the order they are listed, `last_affected` after them, since it lies just
 * above its version, and above what is built of it.
 *
 * Several limits give the widest; `*` lifts them all.
 *
 * @returns why the range cannot be compared, as text, when one of its versions has no key
 */
export function intervalsOf(events: readonly OsvEvent[], keyOf: KeyWithin): Interval[] | string {
  const points: Point[] = [];
  let hasNoLimit = false;
  for (const event of events) {
    const { kind, version } = pointOf(event);
    const key = keyOfPoint(kind, version, keyOf);
    if (key === null) return `version ${JSON.stringify(version.slice(0, 60))} cannot be compared`;
    if (key === 'unlimited') hasNoLimit = true;
    else points.push({ kind, version, key });
  }
  const limits = points.filter(({ kind }) => kind === 'limit').sort(byKey);
  const intervals = walk(points.filter(({ kind }) => kind !== 'limit'));
  const highest = limits.at(-1);
  return hasNoLimit || !highest ? intervals : intervals.flatMap((interval) => capped(interval, highest.key));
}

function pointOf(event: OsvEvent): Pick<Point, 'kind' | 'version'> {
  if (event.introduced !== undefined) return { kind: 'introduced', version: event.introduced };
  if (event.fixed !== undefined) return { kind: 'fixed', version: event.fixed };
  if (event.last_affected !== undefined) return { kind: 'last_affected', version: event.last_affected };
  return { kind: 'limit', version: event.limit ?? '*' };
}

/** `0` lies before every version where it introduces or fixes; a limit with `*` is none. */
function keyOfPoint(kind: Point['kind'], version: string, keyOf: KeyWithin): Uint8Array | 'unlimited' | null {
  if (version === '0' && (kind === 'introduced' || kind === 'fixed')) return beforeAll;
  if (kind === 'limit' && version.includes('*')) return 'unlimited';
  return kind === 'last_affected' ? keyOf(version, 'last') : keyOf(version);
}

function byKey(a: Point, b: Point): number {
  const isAbove = (point: Point): number => (point.kind === 'last_affected' ? 1 : 0);
  return Buffer.compare(a.key, b.key) || isAbove(a) - isAbove(b);
}

function walk(points: readonly Point[]): Interval[] {
  const intervals: Interval[] = [];
  let opened: Point | null = null;
  for (const point of points.toSorted(byKey)) {
    if (point.kind === 'introduced') opened ??= point;
    else if (opened) {
      const interval = closed(opened, point);
      if (!isEmpty(interval)) intervals.push(interval);
      opened = null;
    }
  }
  if (opened) intervals.push(closed(opened, null));
  return intervals;
}

function closed(opened: Point, end: Point | null): Interval {
  return {
    lowerKey: opened.key,
    upperKey: end?.key ?? null,
    isUpperInclusive: end?.kind === 'last_affected',
    introduced: opened.version,
    fixed: end?.kind === 'fixed' ? end.version : null,
    lastAffected: end?.kind === 'last_affected' ? end.version : null,
  };
}

/** The part of the interval below the limit. A limit is no fix, so a cut interval names none. */
function capped(interval: Interval, limit: Uint8Array): Interval[] {
  if (isBelow(interval, limit)) return [interval];
  const cut = { ...interval, upperKey: limit, isUpperInclusive: false, fixed: null, lastAffected: null };
  return isEmpty(cut) ? [] : [cut];
}

function isBelow({ upperKey, isUpperInclusive }: Interval, limit: Uint8Array): boolean {
  if (!upperKey) return false;
  const order = Buffer.compare(upperKey, limit);
  return order < 0 || (order === 0 && !isUpperInclusive);
}

function isEmpty({ lowerKey, upperKey, isUpperInclusive }: Interval): boolean {
  if (!upperKey) return false;
  const order = Buffer.compare(lowerKey, upperKey);
  return order > 0 || (order === 0 && !isUpperInclusive);
}

/** A test whether a key lies in one of the intervals; each call takes logarithmic time in their number. */
export function isPointCovered(intervals: readonly Interval[]): (key: Uint8Array) => boolean {
  const sorted = intervals.toSorted((a, b) => Buffer.compare(a.lowerKey, b.lowerKey));
  const reaches: Interval[] = [];
  for (const interval of sorted) {
    const farthest = reaches.at(-1);
    reaches.push(farthest && endsAfter(farthest, interval) ? farthest : interval);
  }
  return (key) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Buffer.compare(sorted[middle]?.lowerKey ?? beforeAll, key) <= 0) low = middle + 1;
      else high = middle;
    }
    const reach = reaches[low - 1];
    return reach !== undefined && isWithin(reach, key);
  };
}

function endsAfter(a: Interval, b: Interval): boolean {
  if (!a.upperKey || !b.upperKey) return !a.upperKey;
  return Buffer.compare(a.upperKey, b.upperKey) > 0 || isWithin(a, b.upperKey);
}

function isWithin({ upperKey, isUpperInclusive }: Interval, key: Uint8Array): boolean {
  if (!upperKey) return true;
  const order = Buffer.compare(key, upperKey);
  return order < 0 || (order === 0 && isUpperInclusive);
}
