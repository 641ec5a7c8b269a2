import { describe, expect, it } from 'vitest';
import { SparingHeap } from './sparing-heap.js';

describe('SparingHeap', () => {
  it('spares from the first work to the end of the last one, also when one fails', async () => {
    const set: string[] = [];
    const heap = new SparingHeap((flags) => set.push(flags));
    let end: () => void = () => undefined;
    const slow = heap.run(() => new Promise<void>((resolve) => (end = resolve)));
    await expect(heap.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(set).toEqual(['--heap-growing-percent=10']);
    end();
    await slow;
    expect(set).toEqual(['--heap-growing-percent=10', '--heap-growing-percent=0']);
    expect(await heap.run(async () => 7)).toBe(7);
    expect(set).toHaveLength(4);
  });

  it('is understood by V8', async () => {
    expect(await new SparingHeap().run(async () => 'done')).toBe('done');
  });
});
