import { describe, expect, it } from 'vitest';
import { readLocatedYaml } from '../adapters/located-yaml.js';
import { editDocument } from '../remediation/document-editor.js';
import type { DocumentEdit } from '../remediation/edit.js';
import type { Check, Example, Outcome } from './check.js';
import { evaluateText } from './evaluate-example.js';
import { checks } from './index.generated.js';

type Written = Extract<Example, { readonly text: string }>;

const all: readonly Check[] = checks;
const ofCompose = all.filter(({ inputs }) => inputs.includes('compose'));
const isCompose = (example: Example): example is Written => example.input === 'compose';
const cases = ofCompose.flatMap((check) =>
  check.examples.bad
    .filter(isCompose)
    .map((example) => [`${check.id}: ${example.name}`, check, example] as const),
);

const evaluate = (check: Check, { text: _, ...how }: Written, text: string) =>
  evaluateText(check, 'compose', text, how);

function violationsOf(outcome: Outcome) {
  return outcome.result === 'fail' ? outcome.violations : [];
}

/** Comments of a text, in their order. */
function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map((match) => match[1]!);
}

/** Compose has no key that publishes every port, so no project can be bad. */
const neverBad = ['workload-port-publish-all'];

it('every check of compose files has examples of them, good and bad', () => {
  const missing = ofCompose.filter(
    ({ id, examples }) =>
      !examples.good.some(isCompose) || examples.bad.some(isCompose) === neverBad.includes(id),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});

describe('the fixes of compose files', () => {
  it.each(cases)('%s', (_name, check, example) => {
    const before = violationsOf(evaluate(check, example, example.text));
    const edits = before.flatMap(({ fix }) => fix ?? []) as DocumentEdit[];
    const edited = editDocument(example.text, edits);
    expect(edited).toMatchObject({ ok: true, refused: [] });
    const text = edited.ok ? edited.text : '';
    expect(readLocatedYaml(text, null).ok).toBe(true);
    const after = new Set(violationsOf(evaluate(check, example, text)).map(({ element }) => element));
    const mended = before.filter(({ fix }) => fix).map(({ element }) => element);
    expect(mended.filter((element) => after.has(element))).toEqual([]);
    const kept = new Set(text.split('\n'));
    const gone = example.text.split('\n').filter((line) => !kept.has(line));
    const lost = commentsOf(example.text).filter((comment) => !text.includes(comment));
    expect(lost.filter((comment) => !gone.some((line) => line.includes(comment)))).toEqual([]);
  });
});
