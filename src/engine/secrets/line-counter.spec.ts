import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLines, countPlainly, vectorCounter } from './line-counter.js';

/** Of line feeds, of what differs from one in a bit, and of anything. */
const byte = fc.oneof(
  fc.constant(0x0a),
  fc.constantFrom(0x0b, 0x8a, 0x0d, 0),
  fc.integer({ min: 0, max: 255 }),
);
const counters = [countLines, countPlainly, vectorCounter() ?? countPlainly];

describe('line counters', () => {
  it('all count the line feeds between two places, wherever these are', () => {
    const part = fc.tuple(fc.array(byte, { maxLength: 100 }), fc.nat(99), fc.nat(99));
    fc.assert(
      fc.property(part, ([bytes, one, other]) => {
        const [from, to] = [Math.min(one, other, bytes.length), Math.min(Math.max(one, other), bytes.length)];
        const expected = bytes.slice(from, to).filter((each) => each === 0x0a).length;
        for (const count of counters) expect(count(Uint8Array.from(bytes), from, to)).toBe(expected);
      }),
    );
  });

  it('count what is longer than a window, and nothing of what was counted before', () => {
    for (const length of [32_767, 32_768, 32_769, 100_003]) {
      const bytes = new Uint8Array(length).fill(0x0a);
      for (const count of counters) expect(count(bytes, 0, length)).toBe(length);
      for (const count of counters) expect(count(bytes.fill(0x20), 0, length)).toBe(0);
    }
  });
});
