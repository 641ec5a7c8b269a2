import type { z } from 'zod';
import type { Check } from './check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

/** A text of a host with the elements that a check finds in it (see `elementsOf`). */
export interface HostCase {
  readonly text: string;
  readonly elements: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly now?: string;
}

/** The elements that the check finds in the text of a case; its result's name where it does not fail. */
export function hostElements<Parameters extends z.ZodObject>(
  check: Check<'host', Parameters>,
  { text, parameters, now }: HostCase,
): string[] {
  return elementsOf(
    evaluateText(check, 'host', text, {
      ...(parameters && { parameters }),
      ...(now !== undefined && { now }),
    }),
  );
}
