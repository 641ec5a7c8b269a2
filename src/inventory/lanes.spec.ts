import { describe, expect, it } from 'vitest';
import { Lanes } from './lanes.js';

describe('Lanes', () => {
  it('runs as many tasks at a time as there are lanes, and all of them in the end', async () => {
    const lanes = new Lanes(2);
    let running = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        lanes.run(async () => {
          most = Math.max(most, ++running);
          await new Promise(setImmediate);
          running -= 1;
          return index;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('gives a lane back when its task fails', async () => {
    const lanes = new Lanes(1);
    await expect(lanes.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(lanes.run(() => Promise.resolve('fine'))).resolves.toBe('fine');
  });
});
