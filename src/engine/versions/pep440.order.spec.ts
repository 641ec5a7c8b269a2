import { compare } from '@renovatebot/pep440';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pep440Order } from './pep440.order.js';

const number = fc.constantFrom('0', '1', '2', '9', '10', '007', '2024');
const separator = fc.constantFrom('', '.', '-', '_');
const numbered = (...words: string[]) =>
  fc
    .tuple(separator, fc.constantFrom(...words), separator, fc.option(number, { nil: '' }))
    .map(([before, word, between, digits]) => `${before}${word}${digits === '' ? '' : between}${digits}`);
const maybe = (part: fc.Arbitrary<string>) => fc.option(part, { nil: '', freq: 2 });
const local = fc
  .array(fc.constantFrom('1', '10', 'a', 'b', 'ubuntu', '1a'), { minLength: 1, maxLength: 3 })
  .map((segments) => `+${segments.join('.')}`);
const version = fc
  .tuple(
    maybe(fc.constantFrom('0!', '1!', 'v')),
    fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.')),
    maybe(numbered('a', 'b', 'rc', 'c', 'alpha', 'beta', 'pre', 'preview', 'RC')),
    maybe(
      fc.oneof(
        numbered('post', 'rev', 'r'),
        number.map((digits) => `-${digits}`),
      ),
    ),
    maybe(numbered('dev')),
    maybe(local),
  )
  .map((parts) => parts.join(''));

const relation = (left: string, right: string) => {
  const [a, b] = [pep440Order.key(left), pep440Order.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
};

describe('pep440Order', () => {
  it('agrees with another implementation of PEP 440', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        expect([left, relation(left, right), right]).toEqual([left, Math.sign(compare(left, right)), right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('has every local version between a version and its last build, and no other version', () => {
    const last = pep440Order.lastKey!('2.0.0')!;
    const isWithin = (text: string) => Buffer.compare(pep440Order.key(text)!, last) <= 0;
    expect(['2.0', '2.0.0+cpu', '2.0.0+cu118', '2.0+999.z.999'].filter(isWithin)).toHaveLength(4);
    expect(['2.0.0.post0.dev1', '2.0.0-1', '2.0.1', '2.0.0.1+cpu'].filter(isWithin)).toEqual([]);
    expect(pep440Order.lastKey!('2.0.0+cpu')).toEqual(pep440Order.key('2.0.0+cpu'));
  });

  it.each(['1.0.', '.1', '1..0', '1.0-', '1.0+', '1.0+a..b', '1.0a1b1', '1!', '1.0.x', '1.0 .dev1'])(
    'gives %s no key',
    (text) => {
      expect(pep440Order.key(text)).toBeNull();
    },
  );
});
