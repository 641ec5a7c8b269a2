import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { percentile } from './numbers.js';
import { pacedLoad } from './paced-load.js';

async function against(listener: RequestListener, paths: readonly string[]) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return pacedLoad({ url, key: 'secret', paths, perSecond: 200, seconds: 0.5 }).finally(() => server.close());
}

describe('pacedLoad', () => {
  it('sends each request at its time, and counts what all of them waited', async () => {
    const asked: (string | undefined)[] = [];
    const times: number[] = [];
    const found = await against(
      ({ url, headers }, response) => {
        asked.push(`${url} ${headers.authorization}`);
        times.push(performance.now());
        response.end('{}');
      },
      ['/a', '/b'],
    );
    expect(asked).toHaveLength(100);
    expect(new Set(asked)).toEqual(new Set(['/a Bearer secret', '/b Bearer secret']));
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(400);
    expect(found.p50Ms).toBeGreaterThan(0);
    expect(found.p99Ms).toBeGreaterThanOrEqual(found.p50Ms);
  });

  it('takes no refusal for an answer', async () => {
    const refused = against((_request, response) => void response.writeHead(401).end(), ['/a']);
    await expect(refused).rejects.toThrow('/a was answered with 401');
  });
});

describe('percentile', () => {
  it.each([
    [[5], 99, 5],
    [[3, 1, 2, 4], 50, 2],
    [Array.from({ length: 200 }, (_, index) => index + 1), 99, 198],
  ])('of %j at %i is %i', (values, of, expected) => {
    expect(percentile(values, of)).toBe(expected);
  });
});
