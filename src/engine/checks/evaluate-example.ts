import type { z } from 'zod';
import { givenFiles } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import { resolveWorkload } from '../adapters/resolve-workload.js';
import type { Check, CheckInput, CheckSubjects, Example, Outcome } from './check.js';
import { hostSubject } from './check-subject.js';
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

/**
 * A check's result on a text, as `evaluateExample`.
 * @throws Error when the text cannot be read
 */
export function evaluateText<Input extends CheckInput, Parameters extends z.ZodObject>(
  check: Check<Input, Parameters>,
  input: Input,
  text: string,
  {
    files = {},
    composeTarget,
    ...how
  }: {
    parameters?: Readonly<Record<string, unknown>>;
    now?: string;
    files?: Readonly<Record<string, string>>;
    composeTarget?: 'compose' | 'swarm-stack';
  } = {},
): Outcome {
  return evaluateExample(
    check,
    subjectOfText(input, text, files, composeTarget) as CheckSubjects[Input],
    how,
  );
}

/**
 * What checks look at in a text.
 * @throws Error when the text cannot be read
 */
export function subjectOfText(
  input: CheckInput,
  text: string,
  files: Readonly<Record<string, string>> = {},
  composeTarget: 'compose' | 'swarm-stack' | null = null,
): CheckSubjects[CheckInput] {
  const result = readInput(input, text, { files: givenFiles(files), composeTarget });
  if (!result.ok) throw new Error(`the ${input} cannot be read: ${result.problem.message.en}`);
  const { facts } = result;
  if (facts.kind === 'dockerfile') return { facts };
  if (facts.kind === 'docker-bench') return { facts };
  if (facts.kind === 'host') return hostSubject(facts);
  return { facts, workloads: facts.workloads.map((workload) => resolveWorkload(workload)) };
}

/** What a check looks at in one of its examples. */
export function subjectOfExample(example: Example): CheckSubjects[CheckInput] {
  return example.input === undefined
    ? example.subject
    : subjectOfText(example.input, example.text, example.files, example.composeTarget);
}

/** The elements of a failure with their severities: `port 22/tcp`, `volume /etc (high)`; the result's name otherwise. */
export function elementsOf(outcome: Outcome): string[] {
  if (outcome.result !== 'fail') return [outcome.result];
  return outcome.violations.map(({ element, severity }) => (severity ? `${element} (${severity})` : element));
}
