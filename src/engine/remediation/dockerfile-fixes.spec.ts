import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../adapters/dockerfile/read-dockerfile.js';
import { givenFiles } from '../adapters/input-adapter.js';
import type { Check, Violation } from '../checks/check.js';
import { exampleNow } from '../checks/example-facts.js';
import { checks } from '../checks/index.generated.js';
import type { Edit, LineEdit } from './edit.js';
import { applyLineEdits } from './line-editor.js';

interface Project {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

const dockerfileChecks: readonly Check[] = checks.filter(({ area }: Check) => area === 'dockerfile');
const fixing = dockerfileChecks.filter(({ fixSafety }) => fixSafety !== undefined);
const safe = fixing.filter(({ fixSafety }) => fixSafety === 'safe');

function violationsOf(check: Check, { text, files }: Project, parameters: object = {}): readonly Violation[] {
  const facts = readDockerfile(text, { name: 'Dockerfile', files: givenFiles(files) });
  const outcome = check.evaluate({ facts }, check.parameters.parse(parameters), new Date(exampleNow));
  return outcome.result === 'fail' ? outcome.violations : [];
}

function isLineEdit(edit: Edit): edit is LineEdit {
  return applicable.has(edit.kind);
}
const applicable = new Set<string>([
  ...['insert-lines', 'replace-lines', 'replace-word', 'replace-next-word', 'insert-text', 'remove-variable'],
  'append-to-file',
]);

function apply({ text, files }: Project, edits: readonly Edit[]): Project {
  expect(edits.every(isLineEdit)).toBe(true);
  const edited = applyLineEdits(text, edits.filter(isLineEdit), (path) => files[path] ?? null);
  return { text: edited.text, files: { ...files, ...edited.files } };
}

const examples = dockerfileChecks.flatMap((check) =>
  check.examples.bad.flatMap((example) => {
    if (example.input === undefined) return [];
    const { name, text, files = {}, parameters = {} } = example;
    return [{ check, title: `${check.id}: ${name}`, project: { text, files }, parameters }];
  }),
);
const fixable = examples.filter(({ check, project, parameters }) =>
  violationsOf(check, project, parameters).some(({ fix }) => fix),
);

/** Comments of a Dockerfile, in order: no fix may lose one. */
const commentsOf = ({ text }: Project) => text.split(/\r?\n/).filter((line) => /^\s*#/.test(line));

describe('fixes of Dockerfiles', () => {
  it('are there for every check that says so', () => {
    const withFix = new Set(fixable.map(({ check }) => check.id));
    expect([...withFix].sort()).toEqual(fixing.map(({ id }) => id).sort());
  });

  it.each(fixable.map((one) => [one.title, one] as const))('%s', (_title, { check, project, parameters }) => {
    for (const { element, fix } of violationsOf(check, project, parameters)) {
      if (!fix) continue;
      const fixed = apply(project, fix);
      expect(fixed).not.toEqual(project);
      expect(violationsOf(check, fixed, parameters).map((left) => left.element)).not.toContain(element);
      expect(commentsOf(fixed)).toEqual(commentsOf(project));
      expect(/[^\r]\n/.test(fixed.text)).toBe(/[^\r]\n/.test(project.text));
    }
  });

  it('that are safe apply together, mend all they can, and change nothing when they are applied again', () => {
    const safeFixes = (project: Project): Edit[] =>
      safe.flatMap((check) => violationsOf(check, project).flatMap(({ fix }) => fix ?? []));
    const lines = examples.map(({ project }) => project);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(lines, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (parts, isCrlf) => {
          const joined = parts.map(({ text }) => text.replace(/\r\n/g, '\n').replace(/\n?$/, '\n')).join('');
          const text = isCrlf ? joined.replace(/\n/g, '\r\n') : joined;
          const project = {
            text,
            files: Object.assign({}, ...parts.map(({ files }) => files)) as Project['files'],
          };
          const fixed = apply(project, safeFixes(project));
          expect(safeFixes(fixed)).toEqual([]);
          expect(commentsOf(fixed)).toEqual(commentsOf(project));
          expect(apply(fixed, safeFixes(fixed))).toEqual(fixed);
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
