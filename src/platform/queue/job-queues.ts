/** The queues of the service and what their jobs are about. */
export const queueNames = [
  'scan',
  'advisory-import',
  'advisory-refresh',
  'judge',
  'policy-preview',
  'exemption-notices',
  'housekeeping',
  'event',
  'webhook',
] as const;
export type QueueName = (typeof queueNames)[number];

/** Where a job stands in its queue. */
export type JobStanding = 'absent' | 'open' | 'completed' | 'failed';

/** Puts jobs into queues. A job is an id: the worker reads the row it names. */
export interface JobQueues {
  /** Adds the job unless it is there already: the same id is the same job. */
  add(queue: QueueName, id: string): Promise<void>;
  /** Adds the job again although it ended before. */
  addAgain(queue: QueueName, id: string): Promise<void>;
  standing(queue: QueueName, id: string): Promise<{ state: JobStanding; reason: string | null }>;
}
