import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IronhullClient } from '../../client/ironhull-client.js';
import { policyReference, type PolicyReference } from '../../engine/policy/policy-reference.js';
import { exitCodes, UsageError, type CommandLine } from '../command-line.js';
import { shown } from '../output/text.js';
import { withSession } from '../session.js';

export interface PullFlags {
  readonly to?: string;
}

/** Prints the text of a published policy, or writes files: of those that are named, else of all. */
export async function pullPolicies(
  commandLine: CommandLine,
  references: readonly string[],
  { to }: PullFlags,
): Promise<number> {
  const asked = references.map(referenceOf);
  if (to === undefined) {
    const [one] = asked;
    if (!one || asked.length > 1)
      throw new UsageError('Name one policy, or a folder to write to: --to <folder>');
    const { text } = await withSession(commandLine, { isQuiet: true }, ({ client }) =>
      published(client, one),
    );
    commandLine.output.write(text);
    return exitCodes.done;
  }
  await mkdir(to, { recursive: true });
  await withSession(commandLine, {}, async ({ client }) => {
    const all =
      asked.length > 0 ? asked : (await client.policies()).map(({ name }) => ({ name, version: null }));
    for (const reference of all) {
      const { text, version } = await published(client, reference);
      const path = join(to, `${reference.name}.yaml`);
      const isThere = (await readFile(path, 'utf8').catch(() => null)) === text;
      if (!isThere) await writeFile(path, text);
      commandLine.output.write(
        `${shown(path)}: ${shown(reference.name)}@${version}${isThere ? ', as it was' : ''}\n`,
      );
    }
  });
  return exitCodes.done;
}

/** A published policy's text. */
export async function published(
  client: IronhullClient,
  { name, version }: PolicyReference,
): Promise<{ readonly text: string; readonly version: number; readonly parent: string | null }> {
  const number = version ?? (await client.policy(name)).latestVersion;
  const { text, parent } = await client.policyVersion(name, number);
  return { text, parent, version: number };
}

/** @throws UsageError when it is none. */
export function referenceOf(text: string): PolicyReference {
  const reference = policyReference(text);
  if (reference) return reference;
  throw new UsageError(`${JSON.stringify(text)} is no policy: expected name or name@version`);
}
