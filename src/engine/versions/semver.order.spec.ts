import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { semverOrder } from './semver.order.js';

const number = fc.constantFrom('0', '1', '2', '9', '10', '100', '00', '01', '010');
const identifier = fc.oneof(
  number,
  fc.constantFrom('a', 'b', 'A', '-', '-1', 'alpha', 'rc1', 'rc-1', '0a', '1a'),
);
const dotted = fc
  .array(identifier, { minLength: 1, maxLength: 4 })
  .map((identifiers) => identifiers.join('.'));
const version = fc
  .tuple(
    fc.constantFrom('', '', '', 'v', '=', '= v'),
    fc.tuple(number, number, number).map((numbers) => numbers.join('.')),
    fc.option(
      fc.oneof(
        dotted.map((text) => `-${text}`),
        fc.constantFrom('beta', 'rc1', 'b.01'),
      ),
      { nil: '' },
    ),
    fc.option(
      dotted.map((text) => `+${text}`),
      { nil: '' },
    ),
  )
  .map((parts) => parts.join(''));

describe('semverOrder', () => {
  it('agrees with the semver package on what it reads loosely', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const [a, b] = [semverOrder.key(left), semverOrder.key(right)];
        expect([left, Math.sign(Buffer.compare(a!, b!)), right]).toEqual([
          left,
          semver.compare(left, right, true),
          right,
        ]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives every version of the semver package a key, and no other text with three numbers', () => {
    const text = fc.string({ unit: fc.constantFrom(...'019a.-+'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.tuple(fc.constant('1.2.'), text).map(([start, rest]) => start + rest),
        (candidate) => {
          // The semver package takes a hyphen before nothing, and a digit before a fourth number, for a pre-release.
          const isMisread = /^[0-9]+\.[0-9]+\.(?:[0-9]{2,}\.|[0-9]+-(?:[.+]|$))/.test(candidate);
          const isVersion = semver.valid(candidate, true) !== null && !isMisread;
          expect(semverOrder.key(candidate) !== null).toBe(isVersion);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['four numbers', '1.2.3.4'],
    ['an empty number', '1..3'],
    ['an empty pre-release', '1.0.0-'],
    ['an empty identifier', '1.0.0-a..b'],
    ['empty build metadata', '1.0.0+'],
    ['a range', '^1.0.0'],
    ['a wildcard', '1.x'],
    ['a negative number', '-1.0.0'],
    ['another leading letter', 'r1.0.0'],
    ['two numbers and a pre-release without a hyphen', '1.0beta'],
    ['an underscore', '1.0.0-a_b'],
  ])('gives %s no key', (_, text) => {
    expect(semverOrder.key(text)).toBeNull();
  });
});
