import { stat } from 'node:fs/promises';
import { UsageError, type CommandLine } from '../command-line.js';
import { thisHost } from '../collect/this-host.js';
import { createProgress } from '../output/progress.js';
import { collectFile, collectFolder } from './collect-files.js';
import { reasonOf } from './file-reasons.js';
import { systemError } from './folder-walk.js';
import { unread, type CollectedInput, type InputKind } from './input-text.js';
import { largestInput, readStream } from './read-text.js';
import { recognised, unrecognised, tooLarge, noText } from './recognise.js';

/** What the user may say of the inputs. */
export interface CollectOptions {
  /** Every input is of this kind; null: it is recognised. */
  readonly kind: InputKind | null;
  /** The folder that files belong to; null: a folder that is given, or the one a file lies in. */
  readonly project: string | null;
  /** Compose files that are merged over those that are given, by their paths; null: as `docker compose` finds them. */
  readonly overrides: readonly string[] | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly profiles: readonly string[] | null;
  readonly composeTarget: 'compose' | 'swarm-stack' | null;
  readonly kubernetesVersion: string | null;
}

export const defaultCollectOptions: CollectOptions = {
  kind: null,
  project: null,
  overrides: null,
  environment: {},
  profiles: null,
  composeTarget: null,
  kubernetesVersion: null,
};

/**
 * Finds and reads what is to be judged: files, folders of them, `-` for standard input, `host` for this machine,
 * and `docker run` lines. In the
 * order given, each folder's files sorted. What is named and cannot be read, or is of no known kind, is told in its place.
 * A file that is named twice counts once.
 * @throws UsageError when what was given cannot be meant
 */
export async function* collectInputs(
  things: readonly string[],
  commandLine: Pick<CommandLine, 'input' | 'signal' | 'environment' | 'errors'>,
  options: CollectOptions = defaultCollectOptions,
): AsyncGenerator<CollectedInput> {
  refuseUnquoted(things);
  const labels = new Set<string>();
  for (const thing of things) {
    for await (const found of collectThing(thing, commandLine, options)) {
      commandLine.signal.throwIfAborted();
      const label = found.ok && !found.file ? distinct(found.label, labels) : found.label;
      if (labels.has(label)) continue;
      labels.add(label);
      yield { ...found, label };
    }
  }
}

async function* collectThing(
  thing: string,
  commandLine: Parameters<typeof collectInputs>[1],
  options: CollectOptions,
): AsyncGenerator<CollectedInput> {
  if (thing === '-') yield await collectStandardInput(commandLine.input, options);
  else if (thing === thisHost) yield await collectThisHost(commandLine);
  else {
    const stats = await stat(thing).catch(systemError);
    if (!(stats instanceof Error)) {
      if (stats.isDirectory()) yield* collectFolder(thing, options);
      else yield await collectFile(thing, options);
    } else if (/\s/.test(thing.trim()) && (options.kind === 'run-command' || (await isRunLine(thing)))) {
      const name = '';
      yield {
        ok: true,
        label: 'docker run',
        kind: 'run-command',
        text: thing,
        options: { name },
        file: null,
      };
    } else yield unread(thing.slice(0, 200), reasonOf(stats));
  }
}

async function isRunLine(text: string): Promise<boolean> {
  const { runLine } = await import('../engine.js');
  return runLine.test(text);
}

async function collectThisHost(commandLine: Parameters<typeof collectInputs>[1]): Promise<CollectedInput> {
  const { collectHost } = await import('../collect/host-bundle.js');
  const progress = createProgress(commandLine.errors, () => performance.now());
  const text = (await collectHost(commandLine, { progress })).toString();
  return { ok: true, label: thisHost, kind: 'host', text, options: { name: thisHost }, file: null };
}

async function collectStandardInput(
  input: CommandLine['input'],
  options: CollectOptions,
): Promise<CollectedInput> {
  const label = 'stdin';
  const read = await readStream(input, largestInput);
  if (read === null) return unread(label, noText);
  if (!read.isWhole) return unread(label, tooLarge(largestInput));
  const kind = await recognised(read.text, [''], options.kind);
  if (kind === null) return unread(label, await unrecognised(read.text, ''));
  const { environment, profiles, composeTarget, kubernetesVersion } = options;
  const how = { name: label, environment, profiles, composeTarget, kubernetesVersion };
  return { ok: true, label, kind, text: read.text, options: how, file: null };
}

/** The words of a command that were not put in quotes come one by one. */
function refuseUnquoted(things: readonly string[]): void {
  const [first = '', second = ''] = things;
  if (/^(?:docker|podman|nerdctl)$/.test(first) && /^(?:run|create|container)$/.test(second)) {
    throw new UsageError(`Put the command in quotes: ironhull check '${first} ${second} …'`);
  }
}

/** The label, with a number behind it where it was there before. */
function distinct(label: string, taken: ReadonlySet<string>): string {
  let count = 1;
  let result = label;
  while (taken.has(result)) result = `${label} (${(count += 1)})`;
  return result;
}
