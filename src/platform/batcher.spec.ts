import { describe, expect, it } from 'vitest';
import { Batcher } from './batcher.js';

/** Each call with its keys, to be answered by hand. */
function byHand() {
  const calls: {
    keys: readonly string[];
    answer: (values: Record<string, number>) => void;
    fail: (error: Error) => void;
  }[] = [];
  const load = (keys: readonly string[]) =>
    new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
      calls.push({ keys, answer: (values) => resolve(new Map(Object.entries(values))), fail: reject });
    });
  return { calls, load };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Batcher', () => {
  it('answers what is asked together by one call, and the same key once', async () => {
    const { calls, load } = byHand();
    const batcher = new Batcher(load);
    const answers = Promise.all(['a', 'b', 'a', 'none'].map((key) => batcher.ask(key)));
    await turn();
    expect(calls.map(({ keys }) => keys)).toEqual([['a', 'b', 'none']]);
    calls[0]!.answer({ a: 1, b: 2 });
    expect(await answers).toEqual([1, 2, 1, undefined]);
  });

  it('gives no answer that is older than its question', async () => {
    const { calls, load } = byHand();
    const batcher = new Batcher(load);
    const first = batcher.ask('a');
    await turn();
    const second = batcher.ask('a');
    await turn();
    expect(calls).toHaveLength(2);
    calls[0]!.answer({ a: 1 });
    calls[1]!.answer({ a: 2 });
    expect([await first, await second]).toEqual([1, 2]);
  });

  it('has no more calls under way than lanes; what waits goes together', async () => {
    const { calls, load } = byHand();
    const batcher = new Batcher(load, 1);
    const first = batcher.ask('a');
    await turn();
    const rest = Promise.all([batcher.ask('b'), batcher.ask('c')]);
    await turn();
    expect(calls).toHaveLength(1);
    calls[0]!.answer({ a: 1 });
    await first;
    await turn();
    await turn();
    expect(calls[1]?.keys).toEqual(['b', 'c']);
    calls[1]!.answer({ b: 2, c: 3 });
    expect(await rest).toEqual([2, 3]);
  });

  it('fails those who asked when the call fails, and goes on with the others', async () => {
    const { calls, load } = byHand();
    const batcher = new Batcher(load, 1);
    const failing = batcher.ask('a');
    await turn();
    const next = batcher.ask('b');
    calls[0]!.fail(new Error('no database'));
    await expect(failing).rejects.toThrow('no database');
    await turn();
    await turn();
    calls[1]!.answer({ b: 2 });
    expect(await next).toBe(2);
  });
});
