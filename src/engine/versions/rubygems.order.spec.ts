import { eq, gt } from '@renovatebot/ruby-semver';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rubygemsOrder } from './rubygems.order.js';

const piece = fc.constantFrom('0', '1', '2', '10', '00', 'a', 'b', 'rc', 'a1', '1a', 'beta2');
const version = fc
  .tuple(fc.constantFrom('0', '1', '2', '10'), fc.array(piece, { maxLength: 5 }), fc.boolean())
  .map(([first, rest, hasHyphen]) => {
    const text = [first, ...rest].join('.');
    return hasHyphen && rest.length > 0 ? text.replace(/\.(?=[^.]*$)/, '-') : text;
  });

function relation(left: string, right: string): number {
  const [a, b] = [rubygemsOrder.key(left), rubygemsOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

describe('rubygemsOrder', () => {
  it('agrees with another implementation of Gem::Version', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const expected = eq(left, right) ? 0 : gt(left, right) ? 1 : -1;
        expect([left, relation(left, right), right]).toEqual([left, expected, right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(['a', '1.', '.1', '1..2', '1-', '1_0', '1+2', 'v1'])('gives %s no key', (text) => {
    expect(rubygemsOrder.key(text)).toBeNull();
  });
});
