import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { inputAdapters } from '../adapters/index.generated.js';
import { givenFiles } from '../adapters/input-adapter.js';
import type { Check } from '../checks/check.js';
import { exampleNow } from '../checks/example-facts.js';
import { checks } from '../checks/index.generated.js';
import { applyFixes, type FixResult } from './apply-fixes.js';
import { faultKey, judgeProject, type Fault, type Standard } from './judged-project.js';
import { marksIn } from './withheld.js';

/** What only a person can mend, or what a fix leaves: by check and example, with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'workload-healthcheck off': 'whether its image has a health check is not known without the image',
  'workload-selinux no label': 'whether the host enforces SELinux is not known without the host',
};

/** Checks that look at comments which keep a shell from reading on: these go. */
const commentRemovers = ['runcmd-comment-after-continuation'];

interface Sample {
  readonly check: Check;
  readonly title: string;
  readonly input: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly now: string;
  readonly options: Standard['options'];
}

const all: readonly Check[] = checks;
const inputs = inputAdapters.map(({ id }) => id as string);
const samples: readonly Sample[] = all.flatMap((check) =>
  check.examples.bad.flatMap((example) => {
    if (example.input === undefined || !inputs.includes(example.input)) return [];
    const { name, input, text, files = {}, parameters = {}, now = exampleNow } = example;
    const options = { composeTarget: example.composeTarget ?? null };
    return [{ check, title: name, input, text, files, parameters, now, options }];
  }),
);
const fixable = samples.filter(({ check }) => check.fixSafety !== undefined);

interface Project {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

function standardOf(input: string, by: readonly Check[], sample?: Sample): Standard {
  const parameters = (check: Check) => (check === sample?.check ? { parameters: sample.parameters } : {});
  return {
    input,
    checks: Object.fromEntries(by.map((check) => [check.id, parameters(check)])),
    now: new Date(sample?.now ?? exampleNow),
    options: sample?.options ?? {},
  };
}

const nameOf = (input: string) => (input === 'dockerfile' ? 'Dockerfile' : 'input');

function fix({ text, files }: Project, standard: Standard, named: readonly Check[] = []): FixResult {
  const result = applyFixes({
    ...standard,
    ...{ name: nameOf(standard.input), text, files: givenFiles(files) },
    named: named.map(({ id }) => ({ check: id, element: null })),
  });
  if (!result.ok) throw new Error(result.problem.message.en);
  return result;
}

function fixed({ text, files }: Project, input: string, result: FixResult): Project {
  const changed = Object.fromEntries(result.files.map(({ path, after }) => [path, after]));
  const { [nameOf(input)]: own = text, ...others } = changed;
  return { text: own, files: { ...files, ...others } };
}

function faultsIn({ text, files }: Project, standard: Standard): readonly Fault[] {
  const name = nameOf(standard.input);
  const judged = judgeProject({ name, text, files: givenFiles(files), changed: new Map() }, standard);
  if (!judged.ok) throw new Error(judged.problem.message.en);
  return judged.judged.faults;
}

const runs = 60;
const comment = '# kept as it is';
/** What every sample begins with: JSON takes no comments. */
const headOf = (input: string) => (input === 'host' ? '' : `${comment}\n`);
const isMendable = ({ fix: edits }: Fault) => edits !== null;

/** Comments that stand on lines of their own. */
const commentsIn = (text: string) =>
  text.split('\n').filter((line) => /^\s*#/.test(line) && !line.includes('\\'));

describe('a fix of each check', () => {
  it.each(fixable.map((sample) => [`${sample.check.id}, ${sample.input}: ${sample.title}`, sample] as const))(
    '%s',
    (_title, sample) => {
      const { check, input, files } = sample;
      const project = { text: headOf(input) + sample.text, files };
      const standard = standardOf(input, [check], sample);
      const before = faultsIn(project, standard);
      expect(before).not.toEqual([]);
      const result = fix(project, standard, [check]);
      expect(result.refused).toEqual([]);
      expect(result.after.faults.filter(isMendable)).toEqual([]);
      const byHand = before.filter((fault) => !isMendable(fault)).map(faultKey);
      expect(result.after.faults.map(faultKey)).toEqual(byHand);
      const [run] = result.after.runs;
      const isDecided = byHand.length > 0 || `${check.id} ${sample.title}` in exceptions;
      if (!isDecided) expect(['pass', 'not_applicable']).toContain(run?.outcome.result);
      const after = fixed(project, input, result);
      expect(fix(after, standard, [check]).files).toEqual([]);
      expect(after.text.startsWith(headOf(input))).toBe(true);
      if (!commentRemovers.includes(check.id))
        expect(commentsIn(after.text)).toEqual(expect.arrayContaining(commentsIn(project.text)));
      expect(marksIn(after.text)).toBe(marksIn(project.text));
    },
  );

  it('tells what it can break where it is for review', () => {
    const told = all.filter(({ fixRisk }) => fixRisk !== undefined).map(({ id }) => id);
    expect(told).toEqual(all.filter(({ fixSafety }) => fixSafety === 'review').map(({ id }) => id));
  });

  it('is there for every check that says so', () => {
    const found = new Set(
      fixable
        .filter((sample) =>
          faultsIn(sample, standardOf(sample.input, [sample.check], sample)).some(isMendable),
        )
        .map(({ check }) => check.id),
    );
    const promised = all.filter(
      ({ fixSafety, inputs: of }) => fixSafety && of.some((one) => inputs.includes(one)),
    );
    expect([...found].sort()).toEqual(promised.map(({ id }) => id).sort());
  });
});

const idsOf = (list: readonly Check[]) => list.map(({ id }) => id);
const named = (ids: readonly string[]) => all.filter(({ id }) => ids.includes(id));

/** One text of several of one kind; null: they are not joined. */
const joined: Readonly<Record<string, (texts: readonly string[]) => string>> = {
  'run-command': (texts) => {
    const flags = texts.flatMap((text) => /^docker run (.*) nginx:1\.27$/s.exec(text)?.[1] ?? []);
    return `docker run ${flags.join(' ')} nginx:1.27`;
  },
  compose: (texts) => {
    const whole: Record<string, Record<string, unknown>> = {};
    for (const [index, text] of texts.entries())
      for (const [section, members] of Object.entries(parse(text) as Record<string, unknown>)) {
        if (typeof members !== 'object' || members === null || Array.isArray(members)) continue;
        const known = (whole[section] ??= {});
        for (const [name, value] of Object.entries(members as Record<string, unknown>))
          known[Object.hasOwn(known, name) && section === 'services' ? `${name}${index}` : name] ??= value;
      }
    return `${comment}\n${stringify(whole, { aliasDuplicateObjects: false })}`;
  },
  kubernetes: (texts) => texts.map((text) => `${comment}\n${text.replace(/\n?$/, '\n')}`).join('---\n'),
  dockerfile: (texts) => texts.map((text) => `${comment}\n${text.replace(/\n?$/, '\n')}`).join(''),
};

describe.each(inputs.filter((input) => fixable.some((sample) => sample.input === input)))(
  'safe fixes of %s',
  (input) => {
    const own = samples.filter(
      (sample) => sample.input === input && Object.keys(sample.parameters).length === 0,
    );
    const safe = all.filter(({ fixSafety }) => fixSafety === 'safe');
    const project: fc.Arbitrary<Project> = fc
      .tuple(fc.shuffledSubarray([...own], { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([parts, isCrlf]) => {
        const texts = parts.map(({ text }) => text.replaceAll('\r\n', '\n'));
        const text = texts.length > 1 && joined[input] ? joined[input](texts) : texts[0]!;
        const files = Object.assign({}, ...parts.map((part) => part.files)) as Project['files'];
        return { text: isCrlf ? text.replaceAll('\n', '\r\n') : text, files };
      });

    it('pass together, make no other check fail, change nothing when made again, and keep what they do not concern', () => {
      const everything = standardOf(input, all);
      fc.assert(
        fc.property(project, fc.subarray(idsOf(safe), { minLength: 1 }), (given, ids) => {
          const chosen = named(ids);
          const standard = standardOf(input, chosen);
          const result = fix(given, standard);
          expect(result.refused).toEqual([]);
          expect(result.after.faults.filter(isMendable)).toEqual([]);
          const after = fixed(given, input, result);
          const failed = new Set(faultsIn(given, everything).map(({ check }) => check));
          const broken = faultsIn(after, everything).filter(({ check }) => !failed.has(check));
          expect(broken.map(faultKey)).toEqual([]);
          expect(fix(after, standard).files).toEqual([]);
          expect(after.text.split(comment).length).toBe(given.text.split(comment).length);
          expect(/[^\r]\n/.test(after.text)).toBe(/[^\r]\n/.test(given.text));
          expect(after.text.endsWith('\n')).toBe(given.text.endsWith('\n'));
        }),
        { numRuns: runs },
      );
    }, 120_000);

    it('and those that are named come out right together as well, and change nothing when made again', () => {
      const fixing = all.filter(({ fixSafety }) => fixSafety !== undefined);
      fc.assert(
        fc.property(project, fc.subarray(idsOf(fixing), { minLength: 1 }), (given, ids) => {
          const chosen = named(ids);
          const standard = standardOf(input, chosen);
          const result = fix(given, standard, chosen);
          expect(result.refused.map(({ fault, reason }) => [faultKey(fault), reason])).toEqual([]);
          expect(result.after.faults.filter(isMendable)).toEqual([]);
          expect(fix(fixed(given, input, result), standard, chosen).files).toEqual([]);
        }),
        { numRuns: runs },
      );
    }, 120_000);
  },
);
