import { spawn } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { collectorScript } from '../../collector/collector-script.js';
import { exitCodes, UsageError, type CommandLine } from '../command-line.js';
import { countText, shown } from '../output/text.js';

export interface CollectFlags {
  readonly output?: string;
  readonly root?: string;
  readonly script?: true;
}

/** A bundle is held in memory; above what any host comes to. */
const maxBytes = 256 * 1024 * 1024;

/**
 * Collects the facts of this host.
 * @returns the exit code: 0, also when parts could not be read; those are told on standard error
 * @throws UsageError when there is no shell, or the script ends without a bundle
 */
export async function runCollect(commandLine: CommandLine, flags: CollectFlags): Promise<number> {
  const script = await collectorScript();
  if (flags.script) {
    commandLine.output.write(`${script}\n`);
    return exitCodes.done;
  }
  const args = flags.root === undefined ? [script] : [script, '--root', flags.root];
  const bundle = await outputOf(args, commandLine);
  const unread = unreadParts(bundle);
  if (flags.output === undefined) commandLine.output.write(bundle);
  else await writeBundle(flags.output, bundle);
  if (unread.length > 0) {
    commandLine.errors.write(`${countText(unread.length, 'part')} could not be read:\n${unread.join('')}`);
  }
  return exitCodes.done;
}

function outputOf(args: readonly string[], { environment, signal }: CommandLine): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', args, { env: environment, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let size = 0;
    let problem = '';
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      problem = `${problem}${chunk.toString()}`.slice(0, 1000);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new UsageError('There is no shell (sh) to collect with') : error);
    });
    child.on('close', (code) => {
      if (code === 0 && size <= maxBytes) resolve(Buffer.concat(chunks).toString());
      else reject(new UsageError(`The collector did not end as it should: ${reasonOf(size, code, problem)}`));
    });
  });
}

function reasonOf(size: number, code: number | null, problem: string): string {
  if (size > maxBytes) return `it found more than ${maxBytes} bytes`;
  return shown(problem.trim()) || (code === null ? 'it was ended' : `exit code ${code}`);
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
