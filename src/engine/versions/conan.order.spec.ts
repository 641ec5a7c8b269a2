import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conanOrder } from './conan.order.js';

const item = fc.constantFrom('0', '1', '2', '10', '1a', '1b', '2a', 'cci', 'beta');
const items = fc.array(item, { minLength: 1, maxLength: 4 }).map((all) => ['1', ...all].join('.'));
const suffixed = fc
  .tuple(
    items,
    fc.option(items, { nil: undefined }).map((text) => (text ? `-${text}` : '')),
    fc.option(items, { nil: undefined }).map((text) => (text ? `+${text}` : '')),
  )
  .map((parts) => parts.join(''));

function relation(left: string, right: string): number {
  const [a, b] = [conanOrder.key(left), conanOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

/** Conan's own rule for two items: numbers by value, all else as text. */
function itemRelation(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return Math.sign(a - b);
  return left < right ? -1 : left > right ? 1 : 0;
}

describe('conanOrder', () => {
  it('compares items as Conan does where their numbers have as many digits', () => {
    const short = fc.stringMatching(/^[0-9][a-c]?$|^[a-c]{1,3}$/);
    fc.assert(
      fc.property(short, short, (left, right) => {
        const [a, b] = [`1.${left}.1`, `1.${right}.1`];
        expect([a, relation(a, b), b]).toEqual([a, itemRelation(left, right), b]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('has pre-releases before and builds after the version, and both before the next', () => {
    fc.assert(
      fc.property(items, items, items, (text, other, rest) => {
        expect(relation(`${text}-${rest}`, text)).toBe(-1);
        expect(relation(text, `${text}+${rest}`)).toBe(-1);
        const plain = relation(text, other);
        if (plain !== 0) expect(relation(`${text}+${rest}`, `${other}-${rest}`)).toBe(plain);
      }),
    );
  });

  it('takes zeros at the end for nothing', () => {
    fc.assert(
      fc.property(suffixed, (text) => {
        expect(
          relation(
            text.replace(/^[^+-]*/, (numbers) => `${numbers}.0.0`),
            text,
          ),
        ).toBe(0);
      }),
    );
  });

  it.each(['system', '1.', '.1', '1..2', '1-', '1+', '1+2+3', '[>=1.0]', '1.0@user'])(
    'gives %s no key',
    (text) => {
      expect(conanOrder.key(text)).toBeNull();
    },
  );
});
