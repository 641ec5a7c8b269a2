import type { Logger } from 'pino';
import type { JobHandler } from './job-handler.js';
import type { QueueName } from './job-queues.js';

/** Work that comes round again and again: a job has no input, and one that failed is left to the next round. */
export abstract class RoundHandler implements JobHandler {
  abstract readonly queue: QueueName;
  abstract readonly every: number;
  readonly concurrency = 1;

  /** @param what for the log: `judging` failed. */
  constructor(
    private readonly logger: Logger,
    private readonly what: string,
  ) {}

  abstract handle(id: string, signal: AbortSignal): Promise<void>;

  isFinal(): boolean {
    return false;
  }

  async gaveUp(_id: string, error: unknown): Promise<void> {
    this.logger.error({ err: error }, `${this.what} failed; the next round tries again`);
  }
}
