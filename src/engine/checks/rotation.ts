import { z } from 'zod';
import type { Text } from '../model/text.js';
import { hostPassed, hostUndecided, type HostFault, type HostOutcome } from './host-check.js';
import { changingAt, dayOf, millisecondsPerDay, parseInstant } from './instants.js';

/** What is stated of a key that only those who rotate it know of. */
export const rotationParameters = (maxAgeDays: number) =>
  z.object({
    max_age_days: z.number().min(0).default(maxAgeDays).describe('So many days may have passed since.'),
    rotated_on: z
      .string()
      .regex(/^(?:\d{4}-\d{2}-\d{2})?$/)
      .default('')
      .describe('The day on which it was rotated last, as somebody vouches for.'),
    attested_by: z.string().default('').describe('Who vouches for it.'),
  });
export type RotationParameters = z.output<ReturnType<typeof rotationParameters>>;

/** The day that somebody vouches for; null: nobody does. A day that is still to come is none. */
export function attestedRotation({ rotated_on, attested_by }: RotationParameters, now: Date): number | null {
  const day = attested_by === '' || rotated_on === '' ? null : parseInstant(rotated_on);
  return day === null || day > now.getTime() ? null : day;
}

/** Whether what was rotated on a day is young enough, and until when. */
export function judgedRotation(
  day: number,
  { max_age_days }: RotationParameters,
  now: Date,
  fault: (day: string) => HostFault,
): HostOutcome {
  const end = day + max_age_days * millisecondsPerDay;
  return now.getTime() > end ? { faults: [fault(dayOf(day))] } : { ...hostPassed, ...changingAt(end + 1) };
}

export function nobodyVouches(what: Text): HostOutcome {
  return hostUndecided({
    en: `${what.en}: no program can tell; somebody has to vouch for it (rotated_on, attested_by).`,
    zh: `${what.zh}：程序无法判断，需人工确认（rotated_on、attested_by）。`,
  });
}
