import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { IronhullClient } from '../client/ironhull-client.js';
import { ServiceFile } from '../platform/service-file.js';
import { HandoverFolder } from '../platform/storage/handover-folder.js';
import { peakMemoryMb } from './process-memory.js';
import { atRest } from './process-rest.js';

/** A service on a fresh data folder, its API and its worker in processes of their own. */
export interface ServiceUnderTest {
  readonly client: IronhullClient;
  /** Where its API listens, and a key that may do everything. */
  readonly address: string;
  readonly key: string;
  /** Its data folder, where its embedded PostgreSQL lives. */
  readonly data: string;
  workerPeakMb(): Promise<number | null>;
  /** Waits until both processes have done what they do when they are started. */
  settle(): Promise<void>;
  /** Ends both and removes the folder. */
  close(): Promise<void>;
}

/** Starts the built service; both processes are ready when this returns. */
export async function startServiceUnderTest(
  settings: Readonly<Record<string, string>> = {},
): Promise<ServiceUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'ironhull-bench-'));
  const data = join(folder, 'data');
  const children: ChildProcess[] = [];
  const close = async () => {
    for (const child of children.splice(0).reverse()) await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    children.push(await start(data, ['serve', '--no-worker'], settings));
    const worker = await start(data, ['worker'], settings);
    children.push(worker);
    const service = await new ServiceFile(data).read();
    if (!service) throw new Error('the service has not said where it listens');
    const handover = new HandoverFolder(data);
    const client = new IronhullClient({
      url: service.address,
      key: service.key,
      offer: (file) => handover.offer(file),
    });
    const { address, key } = service;
    const workerPeakMb = () => peakMemoryMb(worker.pid ?? 0);
    const settle = () => atRest(children.map(({ pid = 0 }) => pid));
    return { client, address, key, data, workerPeakMb, settle, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Ready with its first line. */
async function start(
  data: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../cli.js', import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...environment(data), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`ironhull ${args.join(' ')} ended before it was ready`);
  });
  await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => undefined);
  return child;
}

/** Of the caller's environment, without settings that would lead elsewhere. */
function environment(data: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_URL|REDIS_URL|IRONHULL_(?!LAYER_|WORKER_))/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    IRONHULL_DATA: data,
    IRONHULL_PORT: '0',
    IRONHULL_LOG_LEVEL: 'error',
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
