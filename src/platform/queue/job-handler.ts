import type { QueueName } from './job-queues.js';

/** Does the jobs of one queue. Jobs may be done again from the start at any point, also by another process. */
export interface JobHandler {
  readonly queue: QueueName;
  /** How many at a time in one process. */
  readonly concurrency: number;
  /** Null: jobs come from callers only; else one comes every so many milliseconds. */
  readonly every: number | null;
  handle(id: string, signal: AbortSignal): Promise<void>;
  /** Whether the error would come again however often the job is tried. */
  isFinal(error: unknown): boolean;
  /** The job will not be tried again. */
  gaveUp(id: string, error: unknown): Promise<void>;
}

/** Injection token of the list of handlers of a worker process. */
export const JOB_HANDLERS = Symbol('job-handlers');
