import type { z } from 'zod';
import type { Check, CheckInput, CheckSubjects, Outcome } from './check.js';
import { exampleNow } from './example-facts.js';

/** A check's result on a subject, with its default parameters and at `exampleNow` unless stated otherwise. */
export function evaluateExample<Input extends CheckInput, Parameters extends z.ZodObject>(
  check: Check<Input, Parameters>,
  subject: CheckSubjects[Input],
  {
    parameters = {},
    now = exampleNow,
  }: { parameters?: Readonly<Record<string, unknown>>; now?: string } = {},
): Outcome {
  return check.evaluate(
    subject,
    check.parameters.strict().parse(parameters) as z.output<Parameters>,
    new Date(now),
  );
}

/** The elements of a failure with their severities: `port 22/tcp`, `volume /etc (high)`; the result's name otherwise. */
export function elementsOf(outcome: Outcome): string[] {
  if (outcome.result !== 'fail') return [outcome.result];
  return outcome.violations.map(({ element, severity }) => (severity ? `${element} (${severity})` : element));
}
