import { spawn } from 'node:child_process';
import { collectorScript } from '../../collector/collector-script.js';
import { hostParts } from '../../engine/model/host-facts.js';
import { UsageError, type CommandLine } from '../command-line.js';
import type { Progress } from '../output/progress.js';
import { shown } from '../output/text.js';

/** A bundle is held in memory; above what any host comes to. */
const maxBytes = 256 * 1024 * 1024;
/** Lines of the bundle before its first part; each part is one more. */
const linesOfHead = 3;
const newline = 0x0a;

export interface HostCollection {
  /** The host's files are below this folder; undefined: this machine's own. */
  readonly root?: string | undefined;
  readonly progress: Progress;
}

/**
 * Runs the collector on this machine.
 * @returns the bundle as it was printed
 * @throws UsageError when there is no shell, or the script ends without a bundle
 */
export async function collectHost(
  { environment, signal }: Pick<CommandLine, 'environment' | 'signal'>,
  { root, progress }: HostCollection,
): Promise<Buffer> {
  const script = await collectorScript();
  const args = root === undefined ? [script] : [script, '--root', root];
  const tell = progressOf(progress);
  tell(0);
  try {
    return await outputOf(args, { environment, signal }, tell);
  } finally {
    progress.clear();
  }
}

function progressOf(progress: Progress): (lines: number) => void {
  const total = hostParts.length;
  return (lines) => {
    const parts = Math.min(total, Math.max(0, lines - linesOfHead));
    progress.show({ label: 'collecting', fraction: parts / total, detail: `${parts} of ${total} parts` });
  };
}

function outputOf(
  args: readonly string[],
  { environment, signal }: Pick<CommandLine, 'environment' | 'signal'>,
  tell: (lines: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', args, { env: environment, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let [size, lines, problem] = [0, 0, ''];
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      lines += linesIn(chunk);
      tell(lines);
      if (size > maxBytes) child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      problem = `${problem}${chunk.toString()}`.slice(0, 1000);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new UsageError('There is no shell (sh) to collect with') : error);
    });
    child.on('close', (code) => {
      if (code === 0 && size <= maxBytes) resolve(Buffer.concat(chunks));
      else reject(new UsageError(`The collector did not end as it should: ${reasonOf(size, code, problem)}`));
    });
  });
}

function linesIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) count += 1;
  return count;
}

function reasonOf(size: number, code: number | null, problem: string): string {
  if (size > maxBytes) return `it found more than ${maxBytes} bytes`;
  return shown(problem.trim()) || (code === null ? 'it was ended' : `exit code ${code}`);
}
