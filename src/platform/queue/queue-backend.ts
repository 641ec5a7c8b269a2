import {
  Queue,
  QueueEvents,
  setDefaultBackendFactory,
  Worker,
  type IQueueBackend,
  type Processor,
  type WorkerOptions,
} from 'bullmq';
import type { Logger } from 'pino';
import type { BackendConnection } from './backend-connection.js';
import { toJobError } from './job-error.js';
import { openPostgres } from './postgres-backend.js';
import { openRedis } from './redis-backend.js';

/** A queue on either backend. */
export type JobQueue<Data> = Queue<Data, unknown, string, Data, unknown, string, IQueueBackend, unknown>;
/** A worker on either backend. */
export type JobWorker<Data> = Worker<Data, unknown, string, IQueueBackend, object, unknown>;
/** What happens in a queue, told to any process. */
export type JobEvents = QueueEvents<unknown, IQueueBackend, unknown>;
/** Works on one job; aborted when the job is taken away from this worker. What it throws decides about a retry. */
export type JobProcessor<Data> = Processor<Data, unknown, string, object>;

export interface QueueBackendConfig {
  /** PostgreSQL that holds the queues when there is no Redis. */
  readonly databaseUrl: string;
  /** Null: the queues are in PostgreSQL. */
  readonly redisUrl: string | null;
}

export interface QueueBackendOptions {
  /** Most workers this process will create. */
  readonly workers: number;
  /** Most event listeners this process will create; 4 unless given. */
  readonly listeners?: number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/**
 * Jobs are tried three times, one second and then two seconds later, and kept for a while after their end: a job that
 * is added again with the id of a kept one is not added.
 */
export const jobOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { count: 1_000 },
  removeOnFail: { count: 5_000 },
};

/**
 * A worker renews its jobs' locks every half `lockDuration`; the jobs of one that was killed are found by the others'
 * checks after 4 to 11 seconds. All in milliseconds.
 */
export const workerSettings = { lockDuration: 8_000, stalledInterval: 2_500, maxStalledCount: 5 };

/** An event whose notice was missed is found after this time, in milliseconds. */
const blockingTimeout = 2_000;

/** Namespace of the queues in a shared Redis; in PostgreSQL it is the schema `bullmq`. */
const prefix = 'ironhull';

/**
 * Opens the process's queue backend: Redis when the configuration names one, else PostgreSQL, whose tables are made
 * when they are not there. Also makes it BullMQ's default, for code that creates BullMQ's objects by itself.
 * @throws Error of the driver when the backend cannot be reached.
 */
export async function openQueueBackend(
  config: QueueBackendConfig,
  options: QueueBackendOptions,
): Promise<QueueBackend> {
  const { workers, listeners = 4, log } = options;
  const connection =
    config.redisUrl === null
      ? await openPostgres(config.databaseUrl, workers + listeners, log)
      : await openRedis(config.redisUrl, log);
  setDefaultBackendFactory(connection.factory);
  return new QueueBackend(connection, { workers, listeners, log });
}

interface Closable {
  close(): Promise<void>;
}

/** Creates queues, workers and event listeners, and closes them with itself. */
export class QueueBackend {
  private readonly queues: Closable[] = [];
  private readonly workers: JobWorker<unknown>[] = [];
  private readonly listeners: Closable[] = [];
  private closing: Promise<void> | null = null;

  constructor(
    private readonly connection: BackendConnection,
    private readonly options: Required<QueueBackendOptions>,
  ) {}

  get kind(): 'postgres' | 'redis' {
    return this.connection.kind;
  }

  /** A queue to add jobs to and to look at them; names hold no colon. */
  createQueue<Data = unknown>(name: string): JobQueue<Data> {
    const queue: JobQueue<Data> = new Queue(
      name,
      { connection: {}, prefix, defaultJobOptions: jobOptions },
      this.connection.factory,
    );
    queue.on('error', (error) => this.options.log.error({ err: error, queue: name }, 'queue failed'));
    this.queues.push(queue);
    return queue;
  }

  /**
   * A worker that begins at once. An error that the error table calls not retryable fails its job for good.
   * @throws Error when more workers are created than were announced: they would wait for a connection for ever.
   */
  createWorker<Data = unknown>(
    name: string,
    processor: JobProcessor<Data>,
    options: Omit<Partial<WorkerOptions<unknown>>, 'connection' | 'prefix'> = {},
  ): JobWorker<Data> {
    this.reserve(this.workers, this.options.workers, 'workers');
    const process: JobProcessor<Data> = (job, token, signal) =>
      processor(job, token, signal).catch((error: unknown) => {
        throw toJobError(error);
      });
    const worker: JobWorker<Data> = new Worker(
      name,
      process,
      { ...workerSettings, ...options, connection: {}, prefix },
      this.connection.factory,
    );
    worker.on('error', (error) => this.options.log.error({ err: error, queue: name }, 'worker failed'));
    worker.on('stalled', (job) =>
      this.options.log.warn({ job, queue: name }, 'job of a lost worker is taken up again'),
    );
    this.workers.push(worker as JobWorker<unknown>);
    return worker;
  }

  /**
   * Hears of what happens to a queue's jobs in any process: progress, completion, failure. What happens while it is
   * getting ready is missed.
   * @param after id of the last event that is known already; `0`: hear of all that are kept, none is missed.
   */
  createQueueEvents(name: string, after?: string): JobEvents {
    this.reserve(this.listeners, this.options.listeners, 'listeners');
    const events: JobEvents = new QueueEvents(
      name,
      { connection: {}, prefix, lastEventId: after, blockingTimeout },
      this.connection.factory,
    );
    events.on('error', (error) => this.options.log.error({ err: error, queue: name }, 'queue events failed'));
    this.listeners.push(events);
    return events;
  }

  /**
   * Takes no more jobs, waits for those under way at most the time given (milliseconds), and closes everything. Jobs
   * that are not finished then are taken up by another worker when their lock has run out.
   */
  close(grace = 30_000): Promise<void> {
    return (this.closing ??= this.closeAll(grace));
  }

  private async closeAll(grace: number): Promise<void> {
    const isFinished = await within(grace, Promise.all(this.workers.map((worker) => worker.close())));
    if (!isFinished) {
      this.options.log.warn({ grace }, 'jobs were not finished in time');
      await Promise.all(this.workers.map((worker) => worker.disconnect()));
    }
    await Promise.all([...this.listeners, ...this.queues].map((item) => item.close()));
    await this.connection.close();
  }

  private reserve(items: readonly unknown[], most: number, what: string): void {
    if (items.length < most) return;
    throw new Error(`This process announced ${most} ${what} to the queue backend and creates one more.`);
  }
}

/** Whether the work ended within the time. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((settle) => {
    timer = setTimeout(() => settle(false), milliseconds);
  });
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}
