import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hackageOrder } from './hackage.order.js';

const numbers = fc.array(fc.nat(12), { minLength: 1, maxLength: 5 });

/** As lists compare: by the first that differs, else by length. */
function relationOf(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((number, index) => number !== b[index]);
  if (differing === -1) return Math.sign(a.length - b.length);
  return differing >= b.length ? 1 : Math.sign(a[differing]! - b[differing]!);
}

describe('hackageOrder', () => {
  it('compares as lists of numbers do', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [left, right] = [hackageOrder.key(a.join('.')), hackageOrder.key(b.join('.'))];
        expect([a, Math.sign(Buffer.compare(left!, right!)), b]).toEqual([a, relationOf(a, b), b]);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(['1.', '.1', '1..2', '1-2', '1.a', 'v1', '-1', '1.0-alpha1'])('gives %s no key', (text) => {
    expect(hackageOrder.key(text)).toBeNull();
  });
});
