import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { UsageError } from '../command-line.js';
import type { CollectOptions } from './collect-inputs.js';

/** How the user may say that inputs are to be read. */
export interface ReadingFlags {
  readonly kind?: string;
  readonly project?: string;
  readonly merge?: readonly string[];
  readonly envFile?: string;
  readonly profile?: readonly string[];
  readonly composeTarget?: 'compose' | 'swarm-stack';
  readonly kubernetesVersion?: string;
}

/** Gives a command the flags that say how its inputs are to be read. */
export function addReadingFlags(command: Command): Command {
  return command
    .option('--kind <kind>', 'what the inputs are, where they are not recognised')
    .option('--project <folder>', 'the folder that files belong to; default: the one given, or their own')
    .option('--merge <file>', 'a compose file that is merged over those given; may be repeated', repeated)
    .option('--env-file <file>', 'variables that compose files refer to')
    .option('--profile <name>', 'a compose profile that is on; may be repeated; default: all', repeated)
    .addOption(
      new Option('--compose-target <target>', 'what compose files are deployed with').choices([
        'compose',
        'swarm-stack',
      ]),
    )
    .option('--kubernetes-version <version>', 'of the cluster that manifests are for: 1.33');
}

/** Gathers what a flag is given, each time that it stands. */
export function repeated(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/**
 * What the flags say.
 * @throws UsageError for a kind that there is not; the system's error when the file of variables cannot be read
 */
export async function collectOptions(flags: ReadingFlags): Promise<CollectOptions> {
  const { kind, project = null, merge = null, profile = null, composeTarget = null } = flags;
  const { inputAdapters } = await import('../engine.js');
  const kinds = inputAdapters.map(({ id }) => id);
  const known = kinds.find((id) => id === kind);
  if (kind !== undefined && !known)
    throw new UsageError(`--kind ${kind}: expected one of ${kinds.join(', ')}`);
  return {
    kind: known ?? null,
    project,
    overrides: merge,
    environment: flags.envFile === undefined ? {} : await variablesOf(flags.envFile),
    profiles: profile,
    composeTarget,
    kubernetesVersion: flags.kubernetesVersion ?? null,
  };
}

async function variablesOf(file: string): Promise<Record<string, string>> {
  const { dotenvVariables } = await import('../engine.js');
  const variables = Object.create(null) as Record<string, string>;
  for (const { name, value } of dotenvVariables(await readFile(file, 'utf8'))) {
    if (value !== null) variables[name] = value;
  }
  return variables;
}
