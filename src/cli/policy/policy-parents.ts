import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClientError, type IronhullClient } from '../../client/ironhull-client.js';
import type { ParentPolicy } from '../../engine/policy/policy-document.js';
import { policyReference } from '../../engine/policy/policy-reference.js';
import { shippedPolicies } from '../../platform/shipped-policies.js';
import type { CommandLine } from '../command-line.js';
import { withSession } from '../session.js';

/** Finds a published policy; null: there is none of that name. */
export type FindPublished = (reference: string) => Promise<ParentPolicy | null>;

/** Finds what a document extends: `child` is null for the document itself. */
export type FindParent = (reference: string, child: ParentPolicy | null) => Promise<ParentPolicy | null>;

/**
 * Looks beside the file first, then among the policies that come with the program, then asks the service. Files and what
 * comes with the program have no versions: `name@version` is a published policy.
 * @param file of the document that extends another; null: it is no file.
 */
export function parentsOf(file: string | null, published: FindPublished | null): FindParent {
  const folders = new Map<ParentPolicy, string>();
  return async (reference, child) => {
    const folder = child ? folders.get(child) : file === null ? undefined : dirname(file);
    const asked = policyReference(reference);
    if (!asked) return null;
    if (asked.version === null) {
      const beside = folder === undefined ? null : await policyBeside(folder, asked.name);
      if (beside && folder !== undefined) folders.set(beside, folder);
      const local = beside ?? (await shippedParent(asked.name));
      if (local) return local;
    }
    return published ? published(reference) : null;
  };
}

async function policyBeside(folder: string, name: string): Promise<ParentPolicy | null> {
  for (const suffix of ['.yaml', '.yml']) {
    const path = join(folder, `${name}${suffix}`);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return { reference: name, label: path, text };
  }
  return null;
}

async function shippedParent(name: string): Promise<ParentPolicy | null> {
  const text = (await shippedPolicies()).get(name);
  return text === undefined ? null : { reference: name, label: name, text };
}

/** Asks a service, which is reached when it is asked first. */
export function publishedBy(commandLine: CommandLine): FindPublished {
  return (reference) =>
    withSession(commandLine, { isQuiet: true }, ({ client }) => publishedParent(client, reference));
}

/** The policy that a reference means at a service; null: there is none. */
export async function publishedParent(
  client: IronhullClient,
  reference: string,
): Promise<ParentPolicy | null> {
  const asked = policyReference(reference);
  if (!asked) return null;
  const { name } = asked;
  return ifFound(async () => {
    const version = asked.version ?? (await client.policy(name)).latestVersion;
    const { text, parent } = await client.policyVersion(name, version);
    const label = `${name}@${version}`;
    return { reference: label, label, text, parent };
  });
}

/** Null where the service knows of no such thing. */
export async function ifFound<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ClientError && error.status === 404) return null;
    throw error;
  }
}
