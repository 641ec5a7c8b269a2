import { constants, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeginText } from './zlib-head.js';

const brace = 0x7b;

describe('mayBeginText', () => {
  const text = (packages: unknown[]) => Buffer.from(JSON.stringify({ packages }));
  const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY];

  it('passes every stream of such a text', () => {
    const anyStream = fc.record({
      packages: fc.array(fc.jsonValue(), { maxLength: 200 }),
      level: fc.integer({ min: 0, max: 9 }),
      strategy: fc.constantFrom(...strategies),
    });
    fc.assert(
      fc.property(anyStream, ({ packages, ...options }) => {
        const bytes = Buffer.concat([Buffer.from('x'), deflateSync(text(packages), options)]);
        expect(mayBeginText(bytes, 1, brace)).toBe(true);
      }),
    );
  });

  it.each([0, 6])(
    'tells another text by its first character, stored or in the fixed code (level %i)',
    (level) => {
      const bytes = deflateSync('[1]', { level, strategy: constants.Z_FIXED });
      expect([mayBeginText(bytes, 0, brace), mayBeginText(bytes, 0, 0x5b)]).toEqual([false, true]);
    },
  );

  it('passes few of the blocks that only look like one', () => {
    let passed = 0;
    for (let seed = 0; seed < 10_000; seed++) {
      const bytes = Buffer.from([
        0x78,
        0x9c,
        ...Array.from({ length: 12 }, (_, at) => ((seed * 2_654_435_761 * (at + 1)) >>> 13) & 0xff),
      ]);
      if (mayBeginText(bytes, 0, brace)) passed++;
    }
    expect(passed).toBeLessThan(300);
  });

  it.each([
    ['', 0],
    ['78', 0],
    ['789c', 0],
    ['7800', 0],
    ['789d00', 0],
    ['001122', 1],
    ['789c', 5],
  ])('passes nothing of %j at %i', (hex, at) =>
    expect(mayBeginText(Buffer.from(hex, 'hex'), at, brace)).toBe(false),
  );
});
