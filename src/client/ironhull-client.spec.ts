import { afterEach, describe, expect, it } from 'vitest';
import {
  sendJson,
  sendProblem,
  startFakeService,
  type Answer,
  type FakeService,
} from '../../test/support/fake-service.js';
import { ClientError, ConnectionError, IronhullClient } from './ironhull-client.js';

const key = 'ihk_secret';
const id = '00000000-0000-4000-8000-000000000001';
let service: FakeService;

async function clientOf(answer: Answer): Promise<IronhullClient> {
  service = await startFakeService(answer);
  return new IronhullClient({ url: `${service.url}/`, key, timeout: 5_000 });
}

afterEach(() => service?.close());

function scan(state: string, percent: number) {
  return { id, state, progress: { percent } };
}

describe('IronhullClient', () => {
  it('sends the key, the path and the query, and gives back the JSON', async () => {
    const client = await clientOf((_request, response) => sendJson(response, 200, { decision: 'deny' }));
    expect(await client.verdict(id, 'strict@2')).toEqual({ decision: 'deny' });
    expect(service.requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', `/v1/targets/${id}/verdict?policy=strict%402`],
    ]);
    expect(service.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
  });

  it('sends bodies as JSON', async () => {
    const client = await clientOf((_request, response) => sendJson(response, 201, { key: 'k' }));
    await client.createKey({ name: 'ci', roles: ['scanner'], expiresAt: null });
    expect(service.requests[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(String(service.requests[0]?.body))).toEqual({
      name: 'ci',
      roles: ['scanner'],
      expiresAt: null,
    });
  });

  it('turns a problem document into an error with its detail', async () => {
    const client = await clientOf((_request, response) =>
      sendProblem(response, 404, 'not-found', 'There is no target.', { hint: 1 }),
    );
    const error = await client.target(id).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ status: 404, message: 'There is no target.', problem: { hint: 1 } });
    expect((error as ClientError).is('not-found')).toBe(true);
  });

  it('says so when the answer is not one of a service, and does not follow it elsewhere', async () => {
    const client = await clientOf((_request, response) =>
      response.writeHead(302, { location: 'http://elsewhere.example/' }).end(),
    );
    await expect(client.policies()).rejects.toThrow(
      'The answer has the status 302 and is not one of an Ironhull service; it points to http://elsewhere.example/.',
    );
    expect(service.requests).toHaveLength(1);
  });

  it('says that nothing listens, without the key', async () => {
    const client = await clientOf(() => undefined);
    await service.close();
    const error = await client.policies().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as Error).message).toBe(
      `No answer from the service at ${service.url}: nothing listens there`,
    );
  });

  it('gives up on a service that does not answer in time', async () => {
    service = await startFakeService(() => undefined);
    const client = new IronhullClient({ url: service.url, key, timeout: 20 });
    await expect(client.policies()).rejects.toThrow(/: it took too long$/);
  });

  it('reads every page of a list', async () => {
    const client = await clientOf(({ url }, response) => {
      const isFirst = !url.includes('after=');
      sendJson(response, 200, isFirst ? { items: [1, 2], next: 'c&d' } : { items: [3], next: null });
    });
    expect(await client.findings(id, { severity: ['high', 'low'] })).toEqual([1, 2, 3]);
    expect(service.requests.map(({ url }) => url)).toEqual([
      `/v1/targets/${id}/findings?severity=high&severity=low&first=200`,
      `/v1/targets/${id}/findings?severity=high&severity=low&first=200&after=c%26d`,
    ]);
  });

  it.each(['ftp://host', 'http://user:password@host', 'http://host?a=1', 'host', ''])(
    'refuses the address %j',
    (url) => expect(() => new IronhullClient({ url, key })).toThrow('Not the address of a service'),
  );

  it('refuses ids that would lead to another route', async () => {
    const client = await clientOf((_request, response) => sendJson(response, 200, {}));
    expect(() => client.target('..')).toThrow('neither an id nor a name');
    await client.policy('../keys?x');
    expect(service.requests[0]?.url).toBe('/v1/policies/..%2Fkeys%3Fx');
  });
});

describe('followScan', () => {
  it('tells each event and ends with the scan', async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const told of [scan('queued', 0), scan('running', 50), scan('succeeded', 100)]) {
        response.write(`event: scan\ndata: ${JSON.stringify(told)}\n\n`);
      }
    });
    const states: string[] = [];
    const ended = await client.followScan(id, { onChange: ({ state }) => states.push(state) });
    expect(ended.state).toBe('succeeded');
    expect(states).toEqual(['queued', 'running', 'succeeded']);
  });

  it('asks when the stream breaks, and streams again until the scan has ended', async () => {
    let streams = 0;
    const client = await clientOf(({ url }, response) => {
      if (!url.endsWith('/events')) return sendJson(response, 200, scan('running', 60));
      streams += 1;
      const told = streams === 1 ? scan('running', 50) : scan('failed', 60);
      response.write(`event: scan\ndata: ${JSON.stringify(told)}\n\n`, () => response.destroy());
    });
    const percents: number[] = [];
    const ended = await client.followScan(id, {
      delays: [0],
      onChange: ({ progress }) => percents.push(progress.percent),
    });
    expect(ended.state).toBe('failed');
    expect(percents).toEqual([50, 60, 60]);
  });

  it('gives up at once when the service refuses', async () => {
    const client = await clientOf((_request, response) =>
      sendProblem(response, 403, 'forbidden', 'Not with this key.'),
    );
    await expect(client.followScan(id)).rejects.toThrow('Not with this key.');
    expect(service.requests).toHaveLength(1);
  });

  it('gives up after many attempts without an answer', async () => {
    const client = await clientOf((_request, response) => response.destroy());
    await expect(client.followScan(id, { delays: [0] })).rejects.toBeInstanceOf(ConnectionError);
  });

  it('ends with the reason of the signal', async () => {
    const stop = new AbortController();
    const client = await clientOf(() => stop.abort(new Error('interrupted')));
    await expect(client.followScan(id, { signal: stop.signal })).rejects.toThrow('interrupted');
  });
});
