import type { z } from 'zod';
import type { WorkloadInput } from '../model/workload-document.js';
import type { Check } from './check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

/** A text with the elements that a check finds in it (see `elementsOf`). */
export interface WorkloadCase {
  readonly input: WorkloadInput;
  readonly text: string;
  readonly elements: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly composeTarget?: 'compose' | 'swarm-stack';
}

/** The elements that the check finds in the text of a case; its result's name where it does not fail. */
export function elementsIn<Parameters extends z.ZodObject>(
  check: Check<WorkloadInput, Parameters>,
  { input, text, ...how }: WorkloadCase,
): string[] {
  return elementsOf(evaluateText(check, input, text, how));
}
