import { describe, expect, it } from 'vitest';
import { together } from './together.js';

describe('together', () => {
  it('gives the results in their order', async () => {
    expect(await together(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two']);
  });

  it('fails with the first failure, and not before all have ended', async () => {
    let end: (value: number) => void = () => undefined;
    const slow = new Promise<number>((resolve) => (end = resolve));
    let isOver = false;
    const failing = together(Promise.reject(new Error('first')), Promise.reject(new Error('second')), slow);
    const watched = failing.catch((error: unknown) => error).finally(() => (isOver = true));
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    end(3);
    expect(await watched).toEqual(new Error('first'));
  });
});
