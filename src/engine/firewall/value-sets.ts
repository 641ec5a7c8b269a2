import { parseAddress } from '../network/ip-address.js';
import type { ConditionField } from './firewall.js';

/** How much of one set lies in another. */
export type Share = 'all' | 'some' | 'none';

/** Inclusive; `width` tells numbers of different kinds apart: 32 and 128 bits of addresses, 16 of ports. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly width: number;
}

const ranged: ReadonlySet<ConditionField> = new Set([
  'source',
  'destination',
  'original-source',
  'original-destination',
  'source-port',
  'destination-port',
  'original-port',
]);

/** How much of the values of `inner` lies in those of `outer`; `some` where a value is not understood. */
export function shareWithin(
  field: ConditionField,
  inner: readonly string[],
  outer: readonly string[],
): Share {
  return ranged.has(field) ? shareOfRanges(inner, outer) : shareOfNames(inner, outer);
}

/** Whether the values are all that there are, of every family: nothing is excluded. */
export function holdsEverything(field: ConditionField, values: readonly string[]): boolean {
  if (field === 'in-interface' || field === 'out-interface') return values.includes('*');
  return ranged.has(field) && (mergedRanges(values)?.some(isEverything) ?? false);
}

function isEverything({ first, last, width }: Range): boolean {
  return first === 0n && last === (1n << BigInt(width)) - 1n;
}

function shareOfRanges(inner: readonly string[], outer: readonly string[]): Share {
  const [within, around] = [mergedRanges(inner), mergedRanges(outer)];
  if (within === null || around === null) return 'some';
  return joined(within.map((range) => shareOfRange(range, around)));
}

/** Of the values of a rule, which is compared with many others. */
const known = new WeakMap<readonly string[], readonly Range[] | null>();

function mergedRanges(values: readonly string[]): readonly Range[] | null {
  const before = known.get(values);
  if (before !== undefined) return before;
  const ranges = merged(values.map(rangeOf));
  known.set(values, ranges);
  return ranges;
}

/** @param around in order, none touching another */
function shareOfRange(range: Range, around: readonly Range[]): Share {
  let [low, high] = [0, around.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(around[middle], range)) low = middle + 1;
    else high = middle;
  }
  const found = around[low];
  if (found?.width !== range.width || found.first > range.last) return 'none';
  return found.first <= range.first && found.last >= range.last ? 'all' : 'some';
}

function isBefore(range: Range | undefined, other: Range): boolean {
  if (range === undefined || range.width > other.width) return false;
  return range.width < other.width || range.last < other.first;
}

/** In order, with those that touch made one; null: one is not understood. */
function merged(ranges: readonly (Range | null)[]): Range[] | null {
  const ordered = ranges.filter((range) => range !== null);
  if (ordered.length !== ranges.length) return null;
  ordered.sort((a, b) => a.width - b.width || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: Range[] = [];
  for (const range of ordered) {
    const before = result.at(-1);
    if (before?.width === range.width && range.first <= before.last + 1n) {
      const last = range.last > before.last ? range.last : before.last;
      result[result.length - 1] = { ...before, last };
    } else result.push(range);
  }
  return result;
}

/** Names that are compared with each other at once; of more it is not known. */
const comparedNames = 1_000_000;

function shareOfNames(inner: readonly string[], outer: readonly string[]): Share {
  if (inner.length * outer.length > comparedNames) return 'some';
  return joined(
    inner.map((name) => {
      if (outer.some((pattern) => isWithin(name, pattern))) return 'all';
      return outer.some((pattern) => isWithin(pattern, name)) ? 'some' : 'none';
    }),
  );
}

function isWithin(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function joined(shares: readonly Share[]): Share {
  if (shares.every((share) => share === 'all')) return shares.length === 0 ? 'none' : 'all';
  return shares.every((share) => share === 'none') ? 'none' : 'some';
}

/** Null: neither a port, an address, a block nor a range of them. */
function rangeOf(text: string): Range | null {
  const port = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (port) return ordered(BigInt(port[1] ?? ''), BigInt(port[2] ?? port[1] ?? ''), 16);
  const [from = '', to, ...more] = text.split('-');
  if (more.length > 0) return null;
  const [address = '', prefix, ...rest] = from.split('/');
  const start = parseAddress(address);
  if (start === null || rest.length > 0) return null;
  if (to !== undefined) {
    const end = parseAddress(to);
    return end?.width === start.width ? ordered(start.value, end.value, start.width) : null;
  }
  const bits = bitsOf(prefix, start.width);
  if (bits === null) return null;
  const free = BigInt(start.width - bits);
  const first = (start.value >> free) << free;
  return { first, last: first + (1n << free) - 1n, width: start.width };
}

function ordered(first: bigint, last: bigint, width: number): Range | null {
  return first <= last && last < 1n << BigInt(width) ? { first, last, width } : null;
}

/** Of a prefix as a number or, of IPv4, as a mask (`255.0.0.0`). */
function bitsOf(prefix: string | undefined, width: number): number | null {
  if (prefix === undefined) return width;
  if (/^\d{1,3}$/.test(prefix)) return Number(prefix) <= width ? Number(prefix) : null;
  const mask = parseAddress(prefix);
  if (mask?.width !== 32 || width !== 32) return null;
  const digits = mask.value.toString(2).padStart(32, '0');
  return /^1*0*$/.test(digits) ? digits.lastIndexOf('1') + 1 : null;
}
