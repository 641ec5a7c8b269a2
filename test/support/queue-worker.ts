import { pino } from 'pino';
import { openQueueBackend } from '../../src/platform/queue/queue-backend.js';

const [, , queue = '', databaseUrl = '', redisUrl = ''] = process.argv;
const backend = await openQueueBackend(
  { databaseUrl, redisUrl: redisUrl || null },
  { workers: 1, log: pino({ level: 'silent' }) },
);
const worker = backend.createWorker<{ forEver: boolean }>(queue, async (job) => {
  process.send?.({ started: job.id });
  await job.updateProgress({ percent: 50 });
  if (job.data.forEver) await new Promise(() => undefined);
  return { pid: process.pid };
});
await worker.waitUntilReady();
process.on('message', () => {
  void backend.close(0).then(() => process.exit(0));
});
process.send?.({ ready: true });
