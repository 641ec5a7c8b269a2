import { millisecondsPerHour } from '../../checks/instants.js';

/** What clocks of a place show. */
export interface TimeZone {
  /** By how much they are ahead of UTC at an instant (milliseconds since 1970), in milliseconds; null: cannot be told. */
  aheadAt(instant: number): number | null;
  /** Whether that changes with time. */
  readonly shifts: boolean;
}

export const utc: TimeZone = fixed(0);

function fixed(ahead: number): TimeZone {
  return { aheadAt: () => ahead, shifts: false };
}

/** By the name in lower case, so that there are no more than the runtime knows. */
const known = new Map<string, TimeZone>();

/** A zone by its IANA name (`Europe/Berlin`, in any case) or its distance from UTC (`+05:30`); null: there is none. */
export function timeZoneOf(text: string): TimeZone | null {
  const distance = /^([+-]?)([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (distance) return fixed(lengthOf(distance));
  const name = text.toLowerCase();
  if (name.length > 64 || !/^[a-z]/.test(name)) return null;
  const zone = known.get(name) ?? named(name);
  if (zone) known.set(name, zone);
  return zone;
}

function named(timeZone: string): TimeZone | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    return { aheadAt: (instant) => aheadOf(format.format(instant)), shifts: true };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** `5/20/2026, GMT+02:00`; before there were zones, with seconds. */
function aheadOf(shown: string): number | null {
  if (shown.endsWith('GMT')) return 0;
  const distance = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(shown);
  return distance && lengthOf(distance);
}

function lengthOf([, sign, hours, minutes, seconds = '0']: readonly string[]): number {
  const length = Number(hours) * millisecondsPerHour + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return sign === '-' ? -length : length;
}
