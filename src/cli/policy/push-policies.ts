import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { IronhullClient, Wire } from '../../client/ironhull-client.js';
import type { PolicyVersion } from '../../contracts/policy.contract.js';
import type { ParentPolicy } from '../../engine/policy/policy-document.js';
import { policyReference } from '../../engine/policy/policy-reference.js';
import { exitCodes, printJson, UsageError, type CommandLine } from '../command-line.js';
import { shown } from '../output/text.js';
import { readPolicyFile, readPolicyText, type ReadPolicy } from '../policy-file.js';
import { withSession } from '../session.js';
import { ifFound, publishedBy, publishedParent, type FindParent } from './policy-parents.js';
import { differenceLines, isFailed, testsOf } from './test-policies.js';

export interface PushFlags {
  readonly message?: string;
  readonly dryRun?: true;
  readonly updateParents?: true;
  readonly json?: true;
}

interface PolicyFile {
  readonly file: string;
  readonly text: string;
  readonly name: string;
  /** Name of what it extends. */
  readonly parent: string | null;
}

/** What became of a file: published as, or what it is already. */
export interface Pushed {
  readonly file: string;
  readonly policy: string;
  readonly version: number;
  readonly state: 'published' | 'unchanged' | 'would-publish';
  /** What it changes against the version before, in words. */
  readonly changes: readonly string[];
  /** A newer version of what it extends, which does not count yet. */
  readonly newerParent: string | null;
}

/**
 * Publishes the policies that have changed, each after what it extends. Before anything is published all of them are
 * read, and their tests run. Exit code 1: a test failed.
 */
export async function pushPolicies(
  commandLine: CommandLine,
  paths: readonly string[],
  flags: PushFlags,
): Promise<number> {
  const files = inOrder(await Promise.all((await filesOf(paths)).map(readFileOf)));
  if (!(await allPass(commandLine, files))) return exitCodes.deny;
  const pushed = await withSession(commandLine, { isQuiet: flags.json === true }, async ({ client }) => {
    const push = new Push(commandLine, client, flags);
    const results: Pushed[] = [];
    for (const file of files) results.push(await push.file(file));
    return results;
  });
  if (flags.json) printJson(commandLine, pushed);
  else commandLine.output.write(pushed.map(linesOf).join(''));
  return exitCodes.done;
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) files.push(path);
    else {
      const names = (await readdir(path)).filter((name) => /\.ya?ml$/.test(name)).sort();
      files.push(...names.map((name) => join(path, name)));
    }
  }
  if (files.length === 0) throw new UsageError('There are no policies (*.yaml) in it');
  return [...new Set(files)];
}

async function readFileOf(file: string): Promise<PolicyFile> {
  const { extendsOf, nameOf } = await import('../engine.js');
  const text = await readFile(file, 'utf8');
  const reference = extendsOf(text);
  const parent = reference === null ? null : (policyReference(reference)?.name ?? null);
  return { file, text, name: nameOf(text) ?? basename(file), parent };
}

/** Each after what it extends. What goes round in a circle is told when it is read. */
function inOrder(files: readonly PolicyFile[]): PolicyFile[] {
  const ordered: PolicyFile[] = [];
  const add = (file: PolicyFile, beneath: readonly PolicyFile[]) => {
    if (ordered.includes(file) || beneath.includes(file)) return;
    const parent = files.find(({ name }) => name === file.parent);
    if (parent) add(parent, [...beneath, file]);
    ordered.push(file);
  };
  for (const file of files) {
    const twin = files.find((other) => other !== file && other.name === file.name);
    if (twin) throw new UsageError(`${file.file} and ${twin.file} are both named ${file.name}`);
    add(file, []);
  }
  return ordered;
}

async function allPass(commandLine: CommandLine, files: readonly PolicyFile[]): Promise<boolean> {
  let passes = true;
  for (const { file } of files) {
    const read = await readPolicyFile(file, publishedBy(commandLine));
    for (const test of (await testsOf(read)).filter(isFailed)) {
      passes = false;
      const lines = differenceLines(commandLine, test);
      commandLine.errors.write(
        `${shown(file)}: the test "${shown(test.name)}" failed: ${lines.join('; ')}\n`,
      );
    }
  }
  return passes;
}

/** Publishes to one service. */
class Push {
  /** What was published, or would be. */
  private readonly made = new Map<string, ParentPolicy>();

  constructor(
    private readonly commandLine: CommandLine,
    private readonly client: IronhullClient,
    private readonly flags: PushFlags,
  ) {}

  async file({ file, text, name }: PolicyFile): Promise<Pushed> {
    const known = await ifFound(() => this.client.policy(name));
    const current = known && (await this.client.policyVersion(name, known.latestVersion));
    if (current && (await this.isUnchanged(file, text, current))) {
      const newerParent = known.newerParent;
      const { version } = current;
      return { file, policy: name, version, state: 'unchanged', changes: [], newerParent };
    }
    const read = await readPolicyText(file, text, (reference) => this.published(reference));
    const changes = current ? await this.changes(current, read) : [];
    const version = this.flags.dryRun ? (current?.version ?? 0) + 1 : await this.publish(file, read);
    const label = `${name}@${version}`;
    this.made.set(name, { reference: label, label, text, parent: read.parent });
    const state = this.flags.dryRun ? 'would-publish' : 'published';
    return { file, policy: name, version, state, changes, newerParent: null };
  }

  /** A newer version of what it extends is no change of the policy, unless it is asked for. */
  private async isUnchanged(file: string, text: string, current: Wire<PolicyVersion>): Promise<boolean> {
    if (current.retiredAt !== null) return false;
    const pinned: FindParent = (reference, child) => {
      const asked =
        child === null && this.flags.updateParents !== true ? pinnedOf(reference, current) : reference;
      return asked === reference ? this.published(reference) : publishedParent(this.client, asked);
    };
    const read = await readPolicyText(file, text, pinned).catch(() => null);
    return read?.hash === current.hash;
  }

  private async published(reference: string): Promise<ParentPolicy | null> {
    const asked = policyReference(reference);
    const made = asked && this.made.get(asked.name);
    if (made && (asked.version === null || made.reference === reference)) return made;
    return publishedParent(this.client, reference);
  }

  private async changes(current: Wire<PolicyVersion>, read: ReadPolicy): Promise<string[]> {
    const { diffPolicies, validatePolicy } = await import('../engine.js');
    const before = validatePolicy(current.document);
    if (!before.ok) return [];
    const { text, parent } = current;
    const { changes } = diffPolicies({ text, policy: before.policy, parent }, read);
    return changes.map(({ message }) => message[this.commandLine.language]);
  }

  private async publish(file: string, { name, text }: ReadPolicy): Promise<number> {
    const message = this.flags.message ?? `Pushed from ${basename(file)}.`;
    return (await this.client.publishPolicy(name, { text, message })).version;
  }
}

/** What a version extends, where the text names no other version of it. */
function pinnedOf(reference: string, { parent }: Wire<PolicyVersion>): string {
  const asked = policyReference(reference);
  const pinned = parent === null ? null : policyReference(parent);
  return parent !== null && asked?.version === null && pinned?.name === asked.name ? parent : reference;
}

function linesOf({ policy, version, state, changes, newerParent }: Pushed): string {
  const name = `${shown(policy)}@${version}`;
  const said = {
    published: `Published ${name}.`,
    unchanged: `${name} is unchanged.`,
    'would-publish': `${name} would be published.`,
  }[state];
  const newer =
    newerParent === null ? [] : [`  ${shown(newerParent)} is newer than what it extends: --update-parents`];
  return [said, ...changes.map((change) => `  ${shown(change)}`), ...newer, ''].join('\n');
}
