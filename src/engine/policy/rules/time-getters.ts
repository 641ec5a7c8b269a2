import { millisecondsPerDay, millisecondsPerHour } from '../../checks/instants.js';
import type { Budget } from './budget.js';
import { wrongValue } from './expression-functions.js';
import {
  firstInstant,
  isWithinYears,
  lastInstant,
  noteNextUnit,
  startOfUnit,
  type Unit,
} from './time-units.js';
import type { TimeZone } from './time-zone.js';
import { isTime, undecided, type Result, type Time, type Value } from './value.js';

interface Getter {
  /** Of an instant: how long its value stays; null: less than an hour. */
  readonly unit: Unit | null;
  /** From an instant whose UTC is what clocks of the zone show. */
  read(local: Date): number;
  /** Of a length of time: how much it counts, in milliseconds. Absent: lengths have none. */
  readonly length?: number;
}

const getters: Readonly<Record<string, Getter>> = {
  getFullYear: { unit: 'year', read: (local) => local.getUTCFullYear() },
  getMonth: { unit: 'month', read: (local) => local.getUTCMonth() },
  getDate: { unit: 'day', read: (local) => local.getUTCDate() },
  getDayOfMonth: { unit: 'day', read: (local) => local.getUTCDate() - 1 },
  getDayOfWeek: { unit: 'day', read: (local) => local.getUTCDay() },
  getDayOfYear: {
    unit: 'day',
    read: (local) => Math.floor((local.getTime() - startOfUnit('year', local)) / millisecondsPerDay),
  },
  getHours: { unit: 'hour', read: (local) => local.getUTCHours(), length: millisecondsPerHour },
  getMinutes: { unit: null, read: (local) => local.getUTCMinutes(), length: 60_000 },
  getSeconds: { unit: null, read: (local) => local.getUTCSeconds(), length: 1000 },
  getMilliseconds: { unit: null, read: (local) => local.getUTCMilliseconds(), length: 1 },
};
export const getterNames: readonly string[] = Object.keys(getters);

export function isGetter(name: string): boolean {
  return Object.hasOwn(getters, name);
}

/** Whether it changes so often that a verdict that reads it of `now` would have to be judged without end. */
export function isTooFine(name: string): boolean {
  return getters[name]?.unit === null;
}

/** What a getter reads of an instant, or of a length of time. When time alone changes it is noted in the budget. */
export function readPart(name: string, of: Value, zone: TimeZone, budget: Budget): Result {
  const getter = getters[name];
  if (!getter || typeof of !== 'object' || !isTime(of)) return wrongValue;
  if (of.slope !== 0 && getter.unit === null)
    return undecided(
      `${name}() of what passes with now changes too often to be judged`,
      `${name}() 作用于随 now 变化的值，变化过于频繁，无法判定`,
    );
  return of.kind === 'instant' ? partOfInstant(getter, of, zone, budget) : partOfLength(getter, of, budget);
}

function partOfInstant(getter: Getter, time: Time, zone: TimeZone, budget: Budget): Result {
  const { milliseconds, slope } = time;
  if (slope !== 0)
    for (const edge of [firstInstant, lastInstant + 1])
      budget.changesIn(Math.ceil((edge - milliseconds) / slope));
  const ahead = isWithinYears(milliseconds) ? zone.aheadAt(milliseconds) : null;
  if (ahead === null)
    return undecided('A date lies outside of the years 1 to 9999', '日期不在公元 1 至 9999 年之间');
  if (zone.shifts) budget.take(zoneCost);
  if (slope !== 0 && getter.unit !== null) noteNextUnit(getter.unit, time, zone, budget);
  return getter.read(new Date(Math.floor(milliseconds + ahead)));
}

/** What it takes to ask a zone of the runtime for its clocks: some 2 µs. */
const zoneCost = 20;

/** Whole units, towards zero. What passes zero is judged there once more. */
function partOfLength({ length }: Getter, { milliseconds, slope }: Time, budget: Budget): Result {
  if (length === undefined) return wrongValue;
  const size = Math.abs(milliseconds);
  const growth = milliseconds < 0 ? -slope : slope;
  const start = Math.floor(size / length) * length;
  if (growth > 0) budget.changesIn(Math.ceil((start + length - size) / growth));
  if (growth < 0) budget.changesIn(Math.floor((size - start) / -growth) + 1);
  return Math.trunc(milliseconds / length) + 0;
}
