export const millisecondsPerHour = 3_600_000;
export const millisecondsPerDay = 24 * millisecondsPerHour;

/** Milliseconds since 1970 of an ISO 8601 date or time; null when it is none. */
export function parseInstant(text: string | null): number | null {
  if (text === null || text.length > 64) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

/** `changesAt` of an outcome, as an object to spread: empty when the instant lies beyond what a date can hold. */
export function changingAt(instant: number): { readonly changesAt?: string } {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? {} : { changesAt: date.toISOString() };
}

/** The day of an instant, as people read it: `2026-05-20`. */
export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
