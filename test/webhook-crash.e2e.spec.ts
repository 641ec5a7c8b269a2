import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Event } from '../src/contracts/event.contract.js';
import type { CreatedWebhook, Delivery } from '../src/contracts/webhook.contract.js';
import { Receiver } from './support/receiver.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';
import { workerProcesses } from './support/worker-processes.js';

let service: TestService;
let admin: Caller;
let receiver: Receiver;
const startWorker = workerProcesses(() => service);
beforeAll(async () => {
  receiver = await Receiver.start();
  service = await TestService.start(
    {
      IRONHULL_WEBHOOK_NETWORKS: '127.0.0.0/8',
      IRONHULL_WEBHOOK_ATTEMPTS: '8',
      IRONHULL_WEBHOOK_RETRY_SECONDS: '1',
    },
    { api: true, worker: false },
  );
  admin = await service.caller('admin');
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
});

/** How many events there are, some of which tell of what is under way while a worker is killed. */
const count = 24;

it(
  'loses no event and makes none up, whichever worker is killed while the receiver fails and hangs',
  { timeout: 240_000 },
  async () => {
    const url = `${receiver.address}/hook`;
    const types = ['policy.published'];
    const { id } = await admin.post<Wire<CreatedWebhook>>('/v1/webhooks', { name: 'x', url, types }, 201);
    const answered = new Set<string>();
    receiver.react('/hook', ({ headers }, n) => {
      if (n % 4 === 1) return null;
      if (n % 4 === 2) return 500;
      answered.add(String(headers['webhook-id']));
      return 204;
    });
    const first = await startWorker();
    const { text } = await admin.get<{ text: string }>('/v1/policies/strict/versions/1');
    const publish = async (title: string) => {
      const changed = text.replace(/^title: .*$/m, `title: ${title}`);
      await admin.post('/v1/policies/strict/versions', { text: changed, message: title }, 201);
    };
    for (let n = 0; n < count / 2; n += 1) await publish(`before ${n}`);
    await until(
      async () => receiver.received,
      (list) => list.length > 2,
      30_000,
    );
    const second = await startWorker();
    await first.kill();
    for (let n = 0; n < count / 2; n += 1) await publish(`after ${n}`);
    await delay(1_500);
    await second.kill();
    await startWorker();

    const deliveries = () => admin.all<Wire<Delivery>>(`/v1/webhooks/${id}/deliveries`);
    const done = await until(
      deliveries,
      (list) => list.length === count && list.every(({ state }) => state !== 'pending'),
      180_000,
    );
    expect(new Set(done.map(({ state }) => state))).toEqual(new Set(['delivered']));
    const events = await admin.all<Wire<Event>>('/v1/events?type=policy.published');
    const mine = events.filter(({ data }) => /^(before|after) \d+$/.test(String(data['message'])));
    expect(mine.map(({ data }) => data['message'])).toEqual([
      ...Array.from({ length: count / 2 }, (_, n) => `before ${n}`),
      ...Array.from({ length: count / 2 }, (_, n) => `after ${n}`),
    ]);
    expect(answered).toEqual(new Set(mine.map((event) => event.id)));
  },
);
