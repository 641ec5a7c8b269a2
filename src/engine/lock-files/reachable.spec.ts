import { describe, expect, it } from 'vitest';
import { reachable } from './reachable.js';

describe('reachable', () => {
  it('follows every edge once, in circles too', () => {
    const edges: Readonly<Record<string, string[]>> = { a: ['b'], b: ['c', 'a'], c: [], d: ['a'] };
    expect(reachable(['a'], (node) => edges[node] ?? [])).toEqual(new Set(['a', 'b', 'c']));
    expect(reachable([], () => ['a'])).toEqual(new Set());
  });

  it('follows a long chain', () => {
    const end = 1_000_000;
    const found = reachable(['0'], (node) => (Number(node) < end ? [`${Number(node) + 1}`] : []));
    expect(found.size).toBe(end + 1);
  });
});
