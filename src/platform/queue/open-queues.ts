import { UnrecoverableError, type Job, type JobsOptions } from 'bullmq';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { JobHandler } from './job-handler.js';
import { jobId } from './job-id.js';
import { queueNames, type JobQueues, type JobStanding, type QueueName } from './job-queues.js';
import { jobOptions, openQueueBackend, type JobQueue, type QueueBackend } from './queue-backend.js';

/** What every job carries: the id of the row that says what to do. */
interface JobData {
  readonly id: string;
}

/** Opens the queues on the backend that the configuration names. */
export async function openQueues(config: Config, databaseUrl: string, logger: Logger): Promise<OpenQueues> {
  const backend = await openQueueBackend(
    { databaseUrl, redisUrl: config.redisUrl },
    { workers: queueNames.length, listeners: 0, log: logger },
  );
  return new OpenQueues(backend, config.shutdownSeconds * 1_000, { webhook: webhookRetries(config) });
}

/** Each wait is between half of what it may be and all of it, so that what failed together does not come back together. */
function webhookRetries({ webhookAttempts, webhookRetrySeconds }: Config): JobsOptions {
  const backoff = { type: 'exponential', delay: webhookRetrySeconds * 1_000, jitter: 0.5 };
  return { attempts: webhookAttempts, backoff };
}

/** The service's queues, and the workers that this process runs on them. */
export class OpenQueues implements JobQueues {
  private readonly queues = new Map<QueueName, JobQueue<JobData>>();

  constructor(
    private readonly backend: QueueBackend,
    /** How long jobs under way may take to finish at the end, in milliseconds. */
    private readonly grace: number,
    /** Of queues whose jobs are tried otherwise than the others'. */
    private readonly options: Partial<Record<QueueName, JobsOptions>> = {},
  ) {}

  async add(queue: QueueName, id: string): Promise<void> {
    await this.queue(queue).add(queue, { id }, { ...this.options[queue], jobId: jobId(queue, id) });
  }

  async addAgain(queue: QueueName, id: string): Promise<void> {
    await this.queue(queue).remove(jobId(queue, id));
    await this.add(queue, id);
  }

  async standing(queue: QueueName, id: string): Promise<{ state: JobStanding; reason: string | null }> {
    const job = await this.queue(queue).getJob(jobId(queue, id));
    if (!job) return { state: 'absent', reason: null };
    const state = await job.getState();
    if (state === 'completed') return { state, reason: null };
    if (state === 'failed') return { state, reason: job.failedReason };
    return { state: state === 'unknown' ? 'absent' : 'open', reason: null };
  }

  /** Starts doing a queue's jobs in this process. */
  async work(handler: JobHandler): Promise<{ close(): Promise<void> }> {
    const worker = this.backend.createWorker<JobData>(
      handler.queue,
      async (job, _token, signal) => {
        try {
          await handler.handle(job.data.id, signal ?? new AbortController().signal);
        } catch (error) {
          await giveUpOrRetry(handler, job, error);
        }
      },
      { concurrency: handler.concurrency },
    );
    if (handler.every !== null) {
      const template = {
        name: handler.queue,
        data: { id: 'tick' },
        opts: { removeOnComplete: true, attempts: 1 },
      };
      await this.queue(handler.queue).upsertJobScheduler(
        `${handler.queue}-tick`,
        { every: handler.every },
        template,
      );
    }
    return { close: () => worker.close() };
  }

  async close(): Promise<void> {
    await this.backend.close(this.grace);
  }

  private queue(name: QueueName): JobQueue<JobData> {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.backend.createQueue<JobData>(name);
    this.queues.set(name, queue);
    return queue;
  }
}

/** Throws what BullMQ is to see: an error that ends the job, or one that lets it be tried again. */
async function giveUpOrRetry(
  handler: JobHandler,
  job: Pick<Job<JobData>, 'data' | 'attemptsMade' | 'opts'>,
  error: unknown,
): Promise<never> {
  const isFinal = handler.isFinal(error);
  const attempts = job.opts.attempts ?? jobOptions.attempts;
  if (!isFinal && job.attemptsMade + 1 < attempts) throw error;
  await handler.gaveUp(job.data.id, error);
  throw isFinal ? Object.assign(new UnrecoverableError((error as Error).message), { cause: error }) : error;
}
