import { setTimeout as delay } from 'node:timers/promises';
import { KeepAliveClient } from './keep-alive-client.js';
import { percentile } from './numbers.js';

/** What is asked, and how often. */
export interface Pace {
  readonly url: string;
  readonly key: string;
  /** Asked in turn. */
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * Asks evenly: each request has its own time, whether those before it are answered or not, and what it waits from that time
 * on counts. (The limit of autocannon sends what a second may hold at once, and then waits for the next one.)
 * @returns percentiles in milliseconds
 * @throws Error when an answer is not 200: a refusal is fast
 */
export async function pacedLoad({
  url,
  key,
  paths,
  perSecond,
  seconds,
}: Pace): Promise<{ p50Ms: number; p99Ms: number }> {
  const client = new KeepAliveClient(new URL(url), key);
  const ask = async (path: string, due: number) => {
    await client.ask(path);
    return performance.now() - due;
  };
  const start = performance.now();
  const waits: Promise<number>[] = [];
  const total = Math.floor(perSecond * seconds);
  while (waits.length < total) {
    const isDue = Math.min(total, Math.floor(((performance.now() - start) / 1000) * perSecond));
    while (waits.length < isDue) {
      const wait = ask(paths[waits.length % paths.length]!, start + (waits.length / perSecond) * 1000);
      // Whether it failed is asked when all are sent.
      wait.catch(() => undefined);
      waits.push(wait);
    }
    await delay(1);
  }
  const waited = await Promise.all(waits).finally(() => client.close());
  return { p50Ms: percentile(waited, 50), p99Ms: percentile(waited, 99) };
}
