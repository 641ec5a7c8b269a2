import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';
import { families } from './families.js';
import type { FuzzOrder } from './fuzz-worker.js';

interface Flags {
  readonly seconds: number;
  readonly seed: number;
  readonly corpus?: string;
}

interface Crash {
  readonly id: string;
  readonly reason: string;
  readonly input: Uint8Array;
}

/** An input that takes longer than this, in milliseconds, hangs. */
const longestInput = 10_000;
/** Of the worker that reads the inputs, in MB: whoever needs more has no bound. */
const mostMemory = 512;
const largestSample = 4 * 1024 * 1024;

const program = new Command('fuzz')
  .description('feeds changed inputs to every reader of a family: no crash, no hang, no unbounded memory')
  .argument('<family>', Object.keys(families).join(', '))
  .option('--seconds <count>', 'how long', wholeNumber, 60)
  .option('--seed <number>', 'the same seed gives the same inputs', wholeNumber, randomInt(2 ** 31))
  .option('--corpus <folder>', 'files to begin with, such as real package databases')
  .action(async (family: string, flags: Flags) => {
    if (!families[family]) program.error(`there is no family ${family}: ${Object.keys(families).join(', ')}`);
    process.exitCode = await fuzz(family, flags);
  });
await program.parseAsync();

/** Returns the exit code: 0 when nothing was found. */
async function fuzz(family: string, { seconds, seed, corpus }: Flags): Promise<number> {
  const samples = [new Uint8Array(), ...(corpus ? await samplesIn(corpus) : [])];
  const progress = new SharedArrayBuffer(8);
  const order: FuzzOrder = { family, seed, corpus: samples, progress };
  const worker = new Worker(new URL('./fuzz-worker.js', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  const found: { crash?: Crash; failure?: Error } = {};
  worker.on('message', (crash: Crash) => (found.crash = crash));
  worker.on('error', (failure) => (found.failure = failure));
  const ended = once(worker, 'exit');
  const isHung = await watch(new Int32Array(progress), seconds, ended);
  await worker.terminate();
  const count = Atomics.load(new Int32Array(progress), 0);
  const again = `npm run fuzz -- ${family} --seed ${seed}${corpus ? ` --corpus ${corpus}` : ''}`;
  if (found.crash) return reportCrash(family, found.crash, again);
  if (isHung || found.failure) {
    const id = families[family]?.[Atomics.load(new Int32Array(progress), 1)]?.id;
    const what = isHung ? `hung for ${longestInput / 1000} s` : `needed more than ${mostMemory} MB`;
    process.stderr.write(`${family}: ${id} ${what} on input ${count}. Again: ${again}\n`);
    return 1;
  }
  process.stdout.write(`${family}: ${count} inputs in ${seconds} s, nothing found (seed ${seed})\n`);
  return 0;
}

/** Until the time is up or the worker has ended; true when it stopped taking inputs. */
async function watch(cells: Int32Array, seconds: number, ended: Promise<unknown>): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  let hasEnded = false;
  void ended.then(() => (hasEnded = true)).catch(() => (hasEnded = true));
  let [last, since] = [-1, Date.now()];
  while (Date.now() < end && !hasEnded) {
    await Promise.race([ended.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 100))]);
    const count = Atomics.load(cells, 0);
    if (count !== last) [last, since] = [count, Date.now()];
    else if (Date.now() - since > longestInput) return true;
  }
  return false;
}

async function reportCrash(family: string, { id, reason, input }: Crash, again: string): Promise<number> {
  const path = join(await mkdtemp(join(tmpdir(), 'ironhull-fuzz-')), `${family}-${id}.bin`);
  await writeFile(path, input);
  process.stderr.write(`${family}: ${id} failed: ${reason}\nThe input is ${path}. Again: ${again}\n`);
  return 1;
}

/** Every file below the folder that is not too large. */
async function samplesIn(folder: string): Promise<Uint8Array[]> {
  const samples: Uint8Array[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (isFile && size <= largestSample) samples.push(Uint8Array.from(await readFile(path)));
  }
  return samples;
}

function wholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
