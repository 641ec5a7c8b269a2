import type { Budget } from './budget.js';
import { equal } from './compare-values.js';
import { bounded, wrongValue } from './expression-functions.js';
import { isList, isMap, isTime, listOf, undecided, Undecided, type Result, type Value } from './value.js';

export function entryOf(entries: Readonly<Record<string, string>>, key: string): Result {
  if (Object.hasOwn(entries, key)) return entries[key]!;
  return undecided(`There is no "${key.slice(0, 60)}"`, `没有“${key.slice(0, 60)}”`);
}

export function within(a: Value, b: Value, budget: Budget): Result {
  if (isMap(b)) return typeof a === 'string' && Object.hasOwn(b.entries, a);
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
  if (isMap(of)) return typeof index === 'string' ? entryOf(of.entries, index) : wrongValue;
  if (!isList(of) || typeof index !== 'number') return wrongValue;
  if (of.gap) return new Undecided(of.gap);
  return of.items[index] ?? undecided(`There is no element ${index}`, `不存在第 ${index} 个元素`);
}

export function computed(operator: '+' | '-' | '*', a: Value, b: Value, budget: Budget): Result {
  if (typeof a === 'number' && typeof b === 'number') {
    const value = operator === '+' ? a + b : operator === '-' ? a - b : a * b;
    return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER
      ? value
      : undecided('A number is too large', '数值过大');
  }
  if (operator === '*') return wrongValue;
  if (isTime(a) && isTime(b)) return computedTime(operator === '+' ? 1 : -1, a, b);
  if (operator === '-') return wrongValue;
  if (typeof a === 'string' && typeof b === 'string') return bounded(a + b);
  if (!isList(a) || !isList(b)) return wrongValue;
  budget.take(a.items.length + b.items.length);
  return listOf([...a.items, ...b.items], a.gap ?? b.gap);
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
