import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { AppError } from '../src/platform/errors/app-error.js';
import { jobId } from '../src/platform/queue/job-id.js';
import { openQueueBackend, type QueueBackend } from '../src/platform/queue/queue-backend.js';
import { runTypescript, type TypescriptProcess } from './support/typescript-process.js';

const log = pino({ level: 'silent' });
const redisUrl = process.env['REDIS_URL'] || null;
const workerModule = 'test/support/queue-worker.ts';
let folder: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-queue-'));
  postgres = await startEmbeddedPostgres({ dataFolder: folder, log });
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(redisUrl === null ? ['postgres'] : ['postgres', 'redis'])('queues in %s', (kind) => {
  let backend: QueueBackend;
  let name: string;
  let processes: TypescriptProcess[];

  beforeEach(async () => {
    name = `test-${randomUUID()}`;
    processes = [];
    backend = await openQueueBackend(
      { databaseUrl: postgres.url, redisUrl: kind === 'redis' ? redisUrl : null },
      { workers: 2, log },
    );
  });
  afterEach(async () => {
    for (const process of processes) await process.kill();
    await backend.createQueue(name).obliterate({ force: true });
    await backend.close(0);
  });

  function runWorker(): TypescriptProcess {
    const process = runTypescript(workerModule, name, postgres.url, kind === 'redis' ? (redisUrl ?? '') : '');
    processes.push(process);
    return process;
  }

  it('is the backend that the configuration asks for', () => {
    expect(backend.kind).toBe(kind);
  });

  it('works on a job and keeps what it returns', async () => {
    const queue = backend.createQueue<{ x: number }>(name);
    const events = backend.createQueueEvents(name, '0');
    backend.createWorker<{ x: number }>(name, async (job) => ({ doubled: job.data.x * 2 }));
    const job = await queue.add('double', { x: 21 });
    expect(await job.waitUntilFinished(events, 10_000)).toEqual({ doubled: 42 });
  });

  it('takes the same id as the same job', async () => {
    const queue = backend.createQueue(name);
    const id = jobId('scan', 'sha256:00');
    await queue.add('scan', { n: 1 }, { jobId: id });
    await queue.add('scan', { n: 2 }, { jobId: id });
    await queue.addBulk([{ name: 'scan', data: { n: 3 }, opts: { jobId: id } }]);
    expect(await queue.getJobCountByTypes('waiting')).toBe(1);
    expect((await queue.getJob(id))?.data).toEqual({ n: 1 });
  });

  it('tries a failed job again, three times in all and later each time', async () => {
    const queue = backend.createQueue(name);
    const starts: number[] = [];
    const worker = backend.createWorker(name, async () => {
      starts.push(performance.now());
      throw new Error('not yet');
    });
    const job = await queue.add('fails', {});
    await vi.waitFor(async () => expect(await job.getState()).toBe('failed'), 15_000);
    expect(starts).toHaveLength(3);
    const [first, second, third] = starts as [number, number, number];
    expect(second - first).toBeGreaterThan(950);
    expect(third - second).toBeGreaterThan(1_950);
    await worker.close();
  });

  it('does not try again what cannot succeed', async () => {
    const queue = backend.createQueue(name);
    let calls = 0;
    backend.createWorker(name, async () => {
      calls += 1;
      throw new AppError('archive-invalid', 'The archive has no manifest.');
    });
    const job = await queue.add('fails', {});
    await vi.waitFor(async () => expect(await job.getState()).toBe('failed'), 5_000);
    expect((await queue.getJob(job.id ?? ''))?.failedReason).toBe('The archive has no manifest.');
    expect(calls).toBe(1);
  });

  it('holds a delayed job back for its time', async () => {
    const queue = backend.createQueue(name);
    const done = new Promise<number>((settle) => {
      backend.createWorker(name, async () => settle(performance.now()));
    });
    const added = performance.now();
    const job = await queue.add('later', {}, { delay: 700 });
    expect(await job.getState()).toBe('delayed');
    expect((await done) - added).toBeGreaterThan(690);
  });

  it('makes jobs on a schedule, which is stated more than once without harm', async () => {
    const queue = backend.createQueue(name);
    let calls = 0;
    backend.createWorker(name, async () => {
      calls += 1;
    });
    for (const _ of [1, 2, 3]) await queue.upsertJobScheduler('every', { every: 300 }, { name: 'tick' });
    expect(await queue.getJobSchedulersCount()).toBe(1);
    await vi.waitFor(() => expect(calls).toBeGreaterThan(2), 10_000);
    await queue.removeJobScheduler('every');
  });

  it('tells the progress of a job in another process', async () => {
    const other = runWorker();
    await other.nextMessage();
    const events = backend.createQueueEvents(name, '0');
    const progress = new Promise((settle) => events.once('progress', settle));
    const job = await backend.createQueue(name).add('scan', { forEver: false });
    expect(await progress).toMatchObject({ jobId: job.id, data: { percent: 50 } });
    expect(await job.waitUntilFinished(events, 10_000)).toEqual({ pid: other.child.pid });
  });

  it('has a job of a killed process done by another one, once', async () => {
    const victim = runWorker();
    await victim.nextMessage();
    const queue = backend.createQueue(name);
    const job = await queue.add('scan', { forEver: true });
    expect(await victim.nextMessage()).toEqual({ started: job.id });
    let calls = 0;
    backend.createWorker(name, async () => {
      calls += 1;
    });
    await victim.kill();
    const killed = performance.now();
    await vi.waitFor(async () => expect(await job.getState()).toBe('completed'), {
      timeout: 25_000,
      interval: 100,
    });
    expect(performance.now() - killed).toBeLessThan(14_000);
    expect(calls).toBe(1);
    expect(await queue.getJobCounts()).toMatchObject({
      active: 0,
      waiting: 0,
      delayed: 0,
      failed: 0,
      completed: 1,
    });
  }, 60_000);

  it('refuses more workers than were announced', () => {
    for (const _ of [1, 2]) backend.createWorker(name, async () => undefined);
    expect(() => backend.createWorker(name, async () => undefined)).toThrow(/announced 2 workers/);
  });

  it('finishes the job under way before it closes', async () => {
    const queue = backend.createQueue(name);
    const own = await openQueueBackend(
      { databaseUrl: postgres.url, redisUrl: kind === 'redis' ? redisUrl : null },
      { workers: 1, log },
    );
    let finish: () => void = () => undefined;
    const started = new Promise<void>((settle) => {
      own.createWorker(name, async () => {
        settle();
        await new Promise<void>((done) => (finish = done));
      });
    });
    const job = await queue.add('slow', {});
    await started;
    const closed = own.close(20_000);
    finish();
    await closed;
    expect(await job.getState()).toBe('completed');
  });
});

it('fails when the backend cannot be reached', async () => {
  const nowhere = { databaseUrl: 'postgres://u:p@127.0.0.1:1/x', redisUrl: null };
  await expect(openQueueBackend(nowhere, { workers: 1, log })).rejects.toThrow('ECONNREFUSED');
  await expect(
    openQueueBackend({ ...nowhere, redisUrl: 'redis://127.0.0.1:1' }, { workers: 1, log }),
  ).rejects.toThrow();
});
