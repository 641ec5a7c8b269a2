import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { nugetOrder } from './nuget.order.js';

const number = fc.nat(12).map(String);
const label = fc.constantFrom('0', '1', '10', 'alpha', 'beta', 'rc', 'x-1', '1a');
const version = fc
  .tuple(number, number, number, fc.array(label, { maxLength: 3 }))
  .map(([major, minor, patch, labels]) =>
    [`${major}.${minor}.${patch}`, ...(labels.length > 0 ? [labels.join('.')] : [])].join('-'),
  );

function relation(left: string, right: string): number {
  const [a, b] = [nugetOrder.key(left), nugetOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

describe('nugetOrder', () => {
  it('agrees with Semantic Versioning on what both know', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        expect([left, relation(left, right), right]).toEqual([left, semver.compare(left, right), right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('compares a fourth number and takes labels without their case', () => {
    fc.assert(
      fc.property(version, fc.nat(20), fc.nat(20), (text, a, b) => {
        const [numbers, labels] = text.split(/-(.*)/s) as [string, string | undefined];
        const rest = labels === undefined ? '' : `-${labels}`;
        expect(relation(`${numbers}.${a}${rest}`, `${numbers}.${b}${rest}`)).toBe(Math.sign(a - b));
        expect(relation(text.toUpperCase(), text)).toBe(0);
      }),
    );
  });

  it.each(['1.', '1.2.3.4.5', '1.0-', '1.0-a..b', '1.0+', 'a'])('gives %s no key', (text) => {
    expect(nugetOrder.key(text)).toBeNull();
  });
});
