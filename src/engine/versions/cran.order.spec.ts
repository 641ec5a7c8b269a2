import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cranOrder } from './cran.order.js';
import { hackageOrder } from './hackage.order.js';

const version = fc
  .tuple(fc.nat(12), fc.array(fc.tuple(fc.constantFrom('.', '-'), fc.nat(12)), { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest.flat()].join(''));

describe('cranOrder', () => {
  it('takes hyphens for dots, and compares as lists of numbers do', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const [a, b] = [cranOrder.key(left), cranOrder.key(right)];
        const [dotted, otherDotted] = [left, right].map((text) =>
          hackageOrder.key(text.replaceAll('-', '.')),
        );
        expect([left, Buffer.compare(a!, b!), right]).toEqual([
          left,
          Buffer.compare(dotted!, otherDotted!),
          right,
        ]);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(['1.', '-1', '1--2', '1.-2', '1.a', 'v1', '1_2'])('gives %s no key', (text) => {
    expect(cranOrder.key(text)).toBeNull();
  });
});
