import type { BackendFactory, IQueueBackend } from 'bullmq';

/** What a backend brings: how BullMQ's objects reach it, and how it is closed after them. */
export interface BackendConnection {
  readonly kind: 'postgres' | 'redis';
  readonly factory: BackendFactory<IQueueBackend, unknown>;
  close(): Promise<void>;
}
