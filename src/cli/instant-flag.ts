import { UsageError } from './command-line.js';

const unitMilliseconds: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * A time from now on (`12h`, `90d`, `4w`), a date or an instant in ISO 8601; as ISO 8601.
 * @throws UsageError for anything else.
 */
export function instantFlag(flag: string, text: string, now: Date): string {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    return new Date(now.getTime() + Number(count) * (unitMilliseconds[unit] ?? 0)).toISOString();
  }
  const isDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const instant = isDate ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new UsageError(
      `${flag} ${text}: expected a time from now such as 12h or 90d, or a date such as 2030-12-31`,
    );
  }
  return new Date(instant).toISOString();
}
