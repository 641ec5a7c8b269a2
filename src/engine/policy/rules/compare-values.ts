import type { Budget } from './budget.js';
import { wrongValue } from './expression-functions.js';
import {
  isBytes,
  isList,
  isMap,
  isTime,
  Undecided,
  type Bytes,
  type FactList,
  type FactMap,
  type Result,
  type Time,
  type Value,
} from './value.js';

export type Order = '<' | '<=' | '>' | '>=';

/** Whether `a` stands to `b` as the operator says. What time changes about it is noted in the budget. */
export function compare(operator: Order, a: Value, b: Value, budget: Budget): Result {
  const difference = differenceOf(a, b, budget);
  if (difference === null) return wrongValue;
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}

export function equal(a: Value, b: Value, budget: Budget): Result {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (isList(a) && isList(b)) return equalLists(a, b, budget);
  if (isMap(a) && isMap(b)) return equalMaps(a, b, budget);
  if (isBytes(a) && isBytes(b)) return equalBytes(a, b, budget);
  const difference = differenceOf(a, b, budget);
  return difference === null ? wrongValue : difference === 0;
}

function equalLists(a: FactList, b: FactList, budget: Budget): Result {
  const gap = a.gap ?? b.gap;
  if (gap) return new Undecided(gap);
  if (a.items.length !== b.items.length) return false;
  return equalParts(a.items.entries(), (index) => b.items[index], budget);
}

function equalMaps(a: FactMap, b: FactMap, budget: Budget): Result {
  if (a.entries.size !== b.entries.size) return false;
  return equalParts(a.entries.entries(), (key) => b.entries.get(key), budget);
}

function equalParts<Key>(
  parts: Iterable<readonly [Key, Value]>,
  otherOf: (key: Key) => Value | undefined,
  budget: Budget,
): Result {
  let open: Undecided | null = null;
  for (const [key, part] of parts) {
    budget.take(1);
    const other = otherOf(key);
    const same = other === undefined ? false : equal(part, other, budget);
    if (same === false) return false;
    if (same instanceof Undecided) open ??= same;
  }
  return open ?? true;
}

function equalBytes({ bytes: a }: Bytes, { bytes: b }: Bytes, budget: Budget): boolean {
  if (a.length !== b.length) return false;
  budget.take(a.length / 16);
  return a.every((byte, index) => byte === b[index]);
}

/** Below 0: `a` is less. Null: they cannot be compared. */
function differenceOf(a: Value, b: Value, budget: Budget): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a !== 'object' || typeof b !== 'object' || !isTime(a) || !isTime(b)) return null;
  return a.kind === b.kind ? timeBetween(a, b, budget) : null;
}

/** Two times that do not pass alike meet at an instant: there, or a millisecond later, they compare otherwise. */
function timeBetween(a: Time, b: Time, budget: Budget): number {
  const difference = a.milliseconds - b.milliseconds;
  const slope = a.slope - b.slope;
  if (slope !== 0) {
    const meeting = Math.ceil(-difference / slope);
    budget.changesIn(meeting);
    budget.changesIn(meeting + 1);
  }
  return difference;
}
