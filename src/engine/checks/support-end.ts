import type { Text } from '../model/text.js';
import { changingAt, dayOf, millisecondsPerDay } from './instants.js';

/** How support stands that ends with a day. */
export interface SupportState {
  readonly state: 'supported' | 'ending' | 'ended';
  /** What is wrong, in one sentence; null: it is supported for longer than the warning reaches. */
  readonly message: Text | null;
  /** When the state changes (ISO 8601); absent: never again. */
  readonly changesAt?: string;
}

/**
 * Support of something is over when its last day ends in UTC.
 * @param lastDay Milliseconds since 1970 of the day's beginning.
 * @param warnDays So many days before the end it is `ending`.
 */
export function supportState(name: string, lastDay: number, warnDays: number, now: Date): SupportState {
  const endsAt = lastDay + millisecondsPerDay;
  const warnsAt = endsAt - warnDays * millisecondsPerDay;
  const day = dayOf(lastDay);
  if (now.getTime() >= endsAt) {
    const message = { en: `Support of ${name} ended on ${day}.`, zh: `${name} 已于 ${day} 停止维护。` };
    return { state: 'ended', message };
  }
  if (now.getTime() < warnsAt) return { state: 'supported', message: null, ...changingAt(warnsAt) };
  const message = {
    en: `Support of ${name} ends on ${day}, within ${warnDays} days.`,
    zh: `${name} 将于 ${day} 停止维护，距今不足 ${warnDays} 天。`,
  };
  return { state: 'ending', message, ...changingAt(endsAt) };
}
