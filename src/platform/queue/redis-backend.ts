import { createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { BackendConnection } from './backend-connection.js';

/** Attempts of a command of a producer, so that a request fails soon when Redis is away. */
const producerRetries = 3;

/**
 * BullMQ's Redis backend. Queues share a connection whose commands fail soon when Redis is away; workers and listeners
 * have connections that wait for it to come back.
 */
export async function openRedis(url: string, log: Pick<Logger, 'warn'>): Promise<BackendConnection> {
  const producer = new Redis(url, { maxRetriesPerRequest: producerRetries, lazyConnect: true });
  const consumer = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  const connections = [producer, consumer];
  for (const connection of connections) {
    connection.setMaxListeners(0);
    connection.on('error', (error: Error) => log.warn({ err: error }, 'lost the connection of the queue'));
  }
  try {
    await Promise.all(connections.map((connection) => connection.connect()));
  } catch (error) {
    for (const connection of connections) connection.disconnect();
    throw error;
  }
  return {
    kind: 'redis',
    factory: (name, options, role = {}) => {
      const waits = role.blocking === true || role.withBlockingConnection === true;
      return createRedisBackend(name, { ...options, connection: waits ? consumer : producer }, role);
    },
    close: async () => {
      // A worker that had to be cut off from its job has ended the connection already.
      const open = connections.filter((connection) => connection.status !== 'end');
      await Promise.all(open.map((connection) => connection.quit()));
    },
  };
}
