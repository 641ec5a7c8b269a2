import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composerOrder } from './composer.order.js';

const stability = fc.constantFrom('', '-alpha', '-alpha1', '-beta', '-beta2', '-RC1', '-RC10', '-p1', '-p2');
const version = fc
  .tuple(fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }), stability)
  .map(([numbers, suffix]) => `${numbers.join('.')}${suffix}`);

function relation(left: string, right: string): number {
  const [a, b] = [composerOrder.key(left), composerOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

/** PHP's version_compare on what Composer normalises to: four numbers, then the stability and its number. */
function byTheRules(left: string, right: string): number {
  const names = ['alpha', 'beta', 'RC', '', 'p'];
  const read = (text: string) => {
    const [, numbers = '', name = '', count = ''] = /^([0-9.]+)(?:-([A-Za-z]+)([0-9]*))?$/.exec(text) ?? [];
    const four = [...numbers.split('.').map(Number), 0, 0, 0].slice(0, 4);
    return [...four, names.indexOf(name), count === '' ? -1 : Number(count)];
  };
  const [a, b] = [read(left), read(right)];
  const differing = a.findIndex((number, index) => number !== b[index]);
  return differing === -1 ? 0 : Math.sign(a[differing]! - b[differing]!);
}

describe('composerOrder', () => {
  it('agrees with the documented order', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        expect([left, relation(left, right), right]).toEqual([left, byTheRules(left, right), right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(['dev-main', '1.x-dev', '1.0.x', '1.2.3.4.5', '2010-1-2', 'main', '1.0-foo', '1.0-'])(
    'gives %s no key',
    (text) => {
      expect(composerOrder.key(text)).toBeNull();
    },
  );
});
