import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { juliaOrder } from './julia.order.js';

const number = fc.constantFrom('0', '1', '2', '9', '10', '100');
const identifier = fc.oneof(number, fc.constantFrom('a', 'b', 'A', 'alpha', 'rc1', '1a'));
const preRelease = fc
  .array(identifier, { maxLength: 3 })
  .map((identifiers) => (identifiers.length === 0 ? '' : `-${identifiers.join('.')}`));
const version = fc
  .tuple(number, number, number, preRelease)
  .map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`);

function relation(left: string, right: string): number {
  const [a, b] = [juliaOrder.key(left), juliaOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

describe('juliaOrder', () => {
  it('agrees with Semantic Versioning where there are no builds', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        expect([left, relation(left, right), right]).toEqual([left, semver.compare(left, right), right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('goes by the build where nothing else differs', () => {
    fc.assert(
      fc.property(version, version, fc.nat(20), fc.nat(20), (text, other, a, b) => {
        expect(relation(`${text}+${a}`, `${text}+${b}`)).toBe(Math.sign(a - b));
        expect(relation(text, `${text}+${a}`)).toBe(-1);
        const plain = relation(text, other);
        if (plain !== 0) expect(relation(`${text}+${a}`, `${other}+${b}`)).toBe(plain);
      }),
    );
  });

  it.each(['1.', '1..2', '1.2.3.4', '1.0.0+', '1.0.0-a..b', 'a', '1.0.0_1', '^1'])(
    'gives %s no key',
    (text) => {
      expect(juliaOrder.key(text)).toBeNull();
    },
  );
});
