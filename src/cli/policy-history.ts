import type { IronhullClient } from '../client/ironhull-client.js';
import type { ComparedPolicy, PolicyDiff } from '../engine/policy/policy-diff.js';
import { policyReference, type PolicyReference } from '../engine/policy/policy-reference.js';
import { exitCodes, printJson, UsageError, type CommandLine } from './command-line.js';
import { shown } from './output/text.js';
import { readPolicyFile, readPolicyText } from './policy-file.js';
import { withSession } from './session.js';

export interface DiffFlags {
  readonly text?: true;
  readonly json?: true;
}

/** Exit code 0: all of them can be published. */
export async function lintPolicies(commandLine: CommandLine, files: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  for (const file of files) {
    try {
      const { name, hash } = await readPolicyFile(file);
      commandLine.output.write(`${shown(file)}: ${name} is valid (${hash})\n`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      commandLine.errors.write(`${error.message}\n`);
      exitCode = exitCodes.failed;
    }
  }
  return exitCode;
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

export async function pullPolicy(commandLine: CommandLine, reference: string): Promise<number> {
  const asked = referenceOf(reference);
  const text = await withSession(commandLine, { isQuiet: true }, ({ client }) => published(client, asked));
  commandLine.output.write(text);
  return exitCodes.done;
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
  if (!names.some(isReference)) return Promise.all(names.map(readPolicyFile));
  return withSession(commandLine, { isQuiet }, ({ client }) =>
    Promise.all(
      names.map(async (name) =>
        isReference(name)
          ? readPolicyText(name, await published(client, referenceOf(name)))
          : readPolicyFile(name),
      ),
    ),
  );
}

/** `name@version` is a published policy, whatever files there are. */
function isReference(name: string): boolean {
  return name.includes('@') && policyReference(name) !== null;
}

async function published(client: IronhullClient, { name, version }: PolicyReference): Promise<string> {
  const number = version ?? (await client.policy(name)).latestVersion;
  return (await client.policyVersion(name, number)).text;
}

/** @throws UsageError when it is none. */
function referenceOf(text: string): PolicyReference {
  const reference = policyReference(text);
  if (reference) return reference;
  throw new UsageError(`${JSON.stringify(text)} is no policy: expected name or name@version`);
}
