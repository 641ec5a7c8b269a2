import type { ComparedPolicy, PolicyDiff } from '../engine/policy/policy-diff.js';
import { policyReference } from '../engine/policy/policy-reference.js';
import { exitCodes, printJson, UsageError, type CommandLine } from './command-line.js';
import { shown } from './output/text.js';
import { publishedBy, publishedParent, type FindPublished } from './policy/policy-parents.js';
import { published, referenceOf } from './policy/pull-policies.js';
import { differenceLines, isFailed, testsOf } from './policy/test-policies.js';
import { readPolicyFile, readPolicyText, type ReadPolicy } from './policy-file.js';
import { withSession } from './session.js';

export interface DiffFlags {
  readonly text?: true;
  readonly json?: true;
}

/** Exit code 0: all of them can be published, and pass their tests. */
export async function lintPolicies(commandLine: CommandLine, files: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  for (const file of files) {
    try {
      const read = await readPolicyFile(file, publishedBy(commandLine));
      const tests = await testsOf(read);
      const failed = tests.filter(isFailed);
      if (failed.length > 0) exitCode = exitCodes.failed;
      for (const test of failed) {
        const lines = differenceLines(commandLine, test);
        commandLine.errors.write(
          `${shown(file)}: the test "${shown(test.name)}" failed: ${lines.join('; ')}\n`,
        );
      }
      const newer = await newerParent(commandLine, read);
      commandLine.output.write(`${shown(file)}: ${validityOf(read, tests.length - failed.length)}${newer}\n`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      commandLine.errors.write(`${error.message}\n`);
      exitCode = exitCodes.failed;
    }
  }
  return exitCode;
}

/** Only what is published has versions, and was asked for at the service. */
async function newerParent(commandLine: CommandLine, { parent }: ReadPolicy): Promise<string> {
  const pinned = parent === null ? null : policyReference(parent);
  if (!pinned || pinned.version === null) return '';
  const newest = await publishedBy(commandLine)(pinned.name);
  return newest === null || newest.reference === parent ? '' : `; ${shown(newest.reference)} is newer`;
}

function validityOf({ name, hash, parent }: ReadPolicy, passed: number): string {
  const tests = passed === 0 ? '' : `, ${passed} ${passed === 1 ? 'test' : 'tests'} passed`;
  return `${shown(name)} is valid (${hash})${parent === null ? '' : `, extends ${shown(parent)}`}${tests}`;
}

/** Exit code 1: they differ. */
export async function diffPolicy(
  commandLine: CommandLine,
  from: string,
  to: string,
  { text, json }: DiffFlags,
): Promise<number> {
  const { diffPolicies } = await import('./engine.js');
  const [before, after] = await policiesOf(commandLine, [from, to], json === true);
  const diff = diffPolicies(before!, after!);
  if (json) printJson(commandLine, diff);
  else commandLine.output.write(text ? diff.patch : textOf(commandLine, diff));
  return diff.changes.length === 0 && diff.patch === '' ? exitCodes.done : exitCodes.deny;
}

function textOf({ language }: CommandLine, { changes, patch }: PolicyDiff): string {
  if (changes.length > 0) return changes.map(({ message }) => `${shown(message[language])}\n`).join('');
  return patch === '' ? 'They are the same.\n' : 'They mean the same; only their texts differ.\n';
}

export async function rollBackPolicy(
  commandLine: CommandLine,
  reference: string,
  { message, json }: { readonly message: string; readonly json?: true },
): Promise<number> {
  const { name, version } = referenceOf(reference);
  if (version === null) throw new UsageError(`Name the version to go back to: ${shown(name)}@<version>`);
  const made = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.rollBackPolicy(name, { version, message }),
  );
  if (json) printJson(commandLine, made);
  else {
    commandLine.output.write(
      `Published ${shown(made.policy)}@${made.version}, with the content of version ${version}.\n`,
    );
  }
  return exitCodes.done;
}

/** A service is asked only when one of them is published. */
async function policiesOf(
  commandLine: CommandLine,
  names: readonly string[],
  isQuiet: boolean,
): Promise<ComparedPolicy[]> {
  if (!names.some(isReference))
    return Promise.all(names.map((name) => readPolicyFile(name, publishedBy(commandLine))));
  return withSession(commandLine, { isQuiet }, ({ client }) => {
    const find: FindPublished = (reference) => publishedParent(client, reference);
    return Promise.all(
      names.map(async (name) => {
        if (!isReference(name)) return readPolicyFile(name, find);
        const { text, parent } = await published(client, referenceOf(name));
        return readPolicyText(name, text, (reference, child) =>
          find(child === null ? (parent ?? reference) : reference),
        );
      }),
    );
  });
}

/** `name@version` is a published policy, whatever files there are. */
function isReference(name: string): boolean {
  return name.includes('@') && policyReference(name) !== null;
}
