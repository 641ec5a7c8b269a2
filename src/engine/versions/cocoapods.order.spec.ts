import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cocoapodsOrder } from './cocoapods.order.js';
import { rubygemsOrder } from './rubygems.order.js';

const number = fc.constantFrom('0', '1', '2', '10', '00');
const numbers = fc.array(number, { minLength: 1, maxLength: 4 }).map((all) => all.join('.'));
const label = fc.constantFrom('alpha', 'beta', 'rc');

function relation(left: string, right: string, order = cocoapodsOrder): number {
  const [a, b] = [order.key(left), order.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

describe('cocoapodsOrder', () => {
  it("agrees with RubyGems, whose order it comes from, on numbers and a pre-release's label and number", () => {
    const version = fc
      .tuple(numbers, fc.option(fc.tuple(label, fc.integer({ min: 1, max: 12 }))))
      .map(([text, rest]) => (rest ? `${text}.${rest.join('')}` : text));
    fc.assert(
      fc.property(version, version, (left, right) => {
        expect([left, relation(left, right), right]).toEqual([
          left,
          relation(left, right, rubygemsOrder),
          right,
        ]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('has pre-releases before their release and after what is before that', () => {
    fc.assert(
      fc.property(numbers, numbers, label, (text, other, name) => {
        expect(relation(`${text}-${name}`, text)).toBe(-1);
        if (relation(other, text) < 0) expect(relation(other, `${text}-${name}`)).toBe(-1);
      }),
    );
  });

  it('does not count build metadata', () => {
    fc.assert(
      fc.property(numbers, fc.stringMatching(/^[0-9A-Za-z.-]{1,8}$/), (text, metadata) => {
        expect(relation(`${text}+${metadata}`, text)).toBe(0);
      }),
    );
  });

  it.each(['a', '1.', '.1', '1..2', '1-', '1_0', '1+', 'v1'])('gives %s no key', (text) => {
    expect(cocoapodsOrder.key(text)).toBeNull();
  });
});
