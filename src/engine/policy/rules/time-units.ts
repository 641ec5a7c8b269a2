import { millisecondsPerDay, millisecondsPerHour } from '../../checks/instants.js';
import type { Budget } from './budget.js';
import type { TimeZone } from './time-zone.js';
import type { Time } from './value.js';

export type Unit = 'year' | 'month' | 'day' | 'hour';

/** Years 1 to 9999, as CEL has them. */
export const firstInstant = -62_135_596_800_000;
export const lastInstant = 253_402_300_799_999;

export function isWithinYears(milliseconds: number): boolean {
  return milliseconds >= firstInstant && milliseconds <= lastInstant;
}

/** No clock was ever moved by as much. */
const longestShift = 2 * millisecondsPerDay;

/** When the unit began that clocks show, or one of those after it, in milliseconds. `local`: its UTC is what they show. */
export function startOfUnit(unit: Unit, local: Date, later = 0): number {
  const length = unit === 'hour' ? millisecondsPerHour : unit === 'day' ? millisecondsPerDay : null;
  if (length !== null) return (Math.floor(local.getTime() / length) + later) * length;
  const month = unit === 'year' ? 12 * later : local.getUTCMonth() + later;
  return new Date(0).setUTCFullYear(local.getUTCFullYear(), month, 1);
}

/**
 * Notes when what clocks show of a passing instant can first be another year, month, day or hour. Where clocks may be
 * moved on the way, that is no later than it happens, and may be sooner.
 */
export function noteNextUnit(unit: Unit, time: Time, zone: TimeZone, budget: Budget): void {
  const { milliseconds, slope } = time;
  const local = milliseconds + (zone.aheadAt(milliseconds) ?? 0);
  const date = new Date(Math.floor(local));
  const distance = slope > 0 ? startOfUnit(unit, date, 1) - local : local - startOfUnit(unit, date);
  const until = (way: number) => (slope > 0 ? Math.ceil(way / slope) : Math.floor(way / -slope) + 1);
  if (zone.shifts && distance > longestShift) budget.changesIn(until(distance - longestShift));
  else if (zone.shifts) noteShift(time, distance, zone, budget);
  budget.changesIn(until(distance));
}

/** Notes the first instant on the way at which the clocks are moved. */
function noteShift({ milliseconds, slope }: Time, distance: number, zone: TimeZone, budget: Budget): void {
  budget.take(20);
  const direction = slope > 0 ? 1 : -1;
  const ahead = zone.aheadAt(milliseconds);
  const isMoved = (way: number) => zone.aheadAt(milliseconds + direction * way) !== ahead;
  let before = 0;
  let after = Math.ceil(distance) + 1;
  if (!isMoved(after)) return;
  budget.take(600);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isMoved(middle)) after = middle;
    else before = middle;
  }
  budget.changesIn(Math.ceil(after / Math.abs(slope)));
}
