import type { Budget } from './budget.js';
import { equal } from './compare-values.js';
import { bounded, wrongValue } from './expression-functions.js';
import {
  isBytes,
  isList,
  isMap,
  isTime,
  listOf,
  undecided,
  Undecided,
  type FactMap,
  type MapKey,
  type Result,
  type Value,
} from './value.js';

export function entryOf({ entries }: FactMap, key: MapKey): Result {
  const shown = String(key).slice(0, 60);
  return entries.get(key) ?? undecided(`There is no "${shown}"`, `没有“${shown}”`);
}

/** @param values Keys and what they stand for, in turn. */
export function mapFrom(values: readonly Value[]): Result {
  const entries = new Map<MapKey, Value>();
  for (let at = 0; at + 1 < values.length; at += 2) {
    const key = values[at]!;
    if (!isKey(key)) return wrongValue;
    const shown = String(key).slice(0, 60);
    if (entries.has(key)) return undecided(`A map has "${shown}" twice`, `映射中“${shown}”重复`);
    entries.set(key, values[at + 1]!);
  }
  return { kind: 'map', entries };
}

function isKey(value: Value): value is MapKey {
  return typeof value !== 'object';
}

export function within(a: Value, b: Value, budget: Budget): Result {
  if (isMap(b)) return isKey(a) && b.entries.has(a);
  if (!isList(b)) return wrongValue;
  let open: Undecided | null = b.gap ? new Undecided(b.gap) : null;
  for (const item of b.items) {
    budget.take(1);
    const same = equal(a, item, budget);
    if (same === true) return true;
    if (same instanceof Undecided) open ??= same;
  }
  return open ?? false;
}

export function elementOf(of: Value, index: Value): Result {
  if (isMap(of)) return isKey(index) ? entryOf(of, index) : wrongValue;
  if (!isList(of) || typeof index !== 'number') return wrongValue;
  if (of.gap) return new Undecided(of.gap);
  return of.items[index] ?? undecided(`There is no element ${index}`, `不存在第 ${index} 个元素`);
}

export function computed(operator: '+' | '-' | '*', a: Value, b: Value, budget: Budget): Result {
  if (typeof a === 'number' && typeof b === 'number') {
    return inRange(operator === '+' ? a + b : operator === '-' ? a - b : a * b);
  }
  if (operator === '*') return wrongValue;
  if (isTime(a) && isTime(b)) return computedTime(operator === '+' ? 1 : -1, a, b);
  if (operator === '-') return wrongValue;
  if (typeof a === 'string' && typeof b === 'string') return bounded(a + b);
  if (isBytes(a) && isBytes(b)) return bounded({ kind: 'bytes', bytes: joined(a.bytes, b.bytes, budget) });
  if (!isList(a) || !isList(b)) return wrongValue;
  budget.take(a.items.length + b.items.length);
  return listOf([...a.items, ...b.items], a.gap ?? b.gap);
}

/** A quotient or what remains; `isWhole`: of whole numbers, whose quotient is cut off towards zero. */
export function divided(operator: '/' | '%', a: Value, b: Value, isWhole: boolean): Result {
  if (typeof a !== 'number' || typeof b !== 'number') return wrongValue;
  if (b === 0) return undecided('A number is divided by zero', '除数为零');
  if (operator === '%') return inRange(a % b);
  return inRange(isWhole ? Math.trunc(a / b) : a / b);
}

/** Zero has no sign. */
function inRange(value: number): Result {
  if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value + 0;
  return undecided('A number is too large', '数值过大');
}

function joined(a: Uint8Array, b: Uint8Array, budget: Budget): Uint8Array {
  budget.take((a.length + b.length) / 16);
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

function computedTime(sign: 1 | -1, a: Value, b: Value): Result {
  if (typeof a !== 'object' || typeof b !== 'object' || !isTime(a) || !isTime(b)) return wrongValue;
  const isInstant = (a.kind === 'instant') !== (b.kind === 'instant');
  return {
    kind: isInstant ? 'instant' : 'length',
    milliseconds: a.milliseconds + sign * b.milliseconds,
    slope: a.slope + sign * b.slope,
  };
}
