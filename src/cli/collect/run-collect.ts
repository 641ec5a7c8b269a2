import { rename, rm, writeFile } from 'node:fs/promises';
import { collectorScript } from '../../collector/collector-script.js';
import { exitCodes, UsageError, type CommandLine } from '../command-line.js';
import { createProgress } from '../output/progress.js';
import { countText, shown } from '../output/text.js';
import { collectHost } from './host-bundle.js';

export interface CollectFlags {
  readonly output?: string;
  readonly root?: string;
  readonly script?: true;
}

/**
 * Collects the facts of this host.
 * @returns the exit code: 0, also when parts could not be read; those are told on standard error
 * @throws UsageError when there is no shell, or the script ends without a bundle
 */
export async function runCollect(commandLine: CommandLine, flags: CollectFlags): Promise<number> {
  const { output, errors } = commandLine;
  if (flags.script) {
    output.write(`${await collectorScript()}\n`);
    return exitCodes.done;
  }
  const progress = createProgress(errors, () => performance.now());
  const bundle = (await collectHost(commandLine, { root: flags.root, progress })).toString();
  const unread = unreadParts(bundle);
  if (flags.output === undefined) output.write(bundle);
  else await writeBundle(flags.output, bundle);
  if (unread.length > 0)
    errors.write(`${countText(unread.length, 'part')} could not be read:\n${unread.join('')}`);
  return exitCodes.done;
}

interface BundleShape {
  readonly parts: Readonly<Record<string, { readonly status: string; readonly reason?: string }>>;
}

function unreadParts(bundle: string): string[] {
  const { parts } = parsed(bundle);
  return Object.entries(parts)
    .filter(([, { status }]) => status !== 'ok')
    .map(([name, { status, reason }]) => `  ${name}: ${status}, ${shown(reason ?? 'no reason is given')}\n`);
}

function parsed(bundle: string): BundleShape {
  try {
    return JSON.parse(bundle) as BundleShape;
  } catch {
    throw new UsageError('The collector printed no JSON: its script may have been changed');
  }
}

/** As a whole or not at all. */
async function writeBundle(path: string, bundle: string): Promise<void> {
  const incoming = `${path}.${process.pid}`;
  try {
    await writeFile(incoming, bundle, { mode: 0o600, flag: 'wx' });
    await rename(incoming, path);
  } catch (error) {
    await rm(incoming, { force: true });
    throw error;
  }
}
