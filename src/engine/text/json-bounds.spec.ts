import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonExcess, jsonLimits } from './json-bounds.js';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('jsonExcess', () => {
  it.each([
    ['as deep as may be', nested(3), null],
    ['one level deeper', nested(4), 'it is nested deeper than 3 levels'],
    ['deep once it was shallow', '[[],[],[[[]]]]', 'it is nested deeper than 3 levels'],
    ['of as many values as may be', '[1,2,3,4,5,6,7,8]', null],
    ['of one value more', '[{"a":1,"b":2,"c":3,"d":4},5,6,7,8]', 'it holds more than 9 values'],
    ['of brackets in texts', '["[[[[{{{{,,,,,,"]', null],
    ['of quotes in texts', String.raw`["\"[[[[", "\\", "\\\"[[[["]`, null],
    ['of a text without an end', '["[[[[[[[', null],
    [
      'of a text that ends after an escaped backslash',
      String.raw`["\\",[[[]]]]`,
      'it is nested deeper than 3 levels',
    ],
  ])('of a document %s', (_, text, expected) => {
    expect(jsonExcess(text, { depth: 3, values: 9 })).toBe(expected);
  });

  it('counts what JSON.parse finds, whatever the values', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const depth = depthOf(value);
        const text = JSON.stringify(value);
        expect(jsonExcess(text, { depth, values: 1e6 })).toBeNull();
        if (depth > 0) expect(jsonExcess(text, { depth: depth - 1, values: 1e6 })).not.toBeNull();
      }),
    );
  });

  it('is found soon in long texts of backslashes and quotes', () => {
    expect(jsonExcess(`["${'\\'.repeat(2_000_000)}"]`)).toBeNull();
    expect(jsonExcess(`["${'\\"'.repeat(1_000_000)}"]`)).toBeNull();
    expect(jsonExcess(nested(2_000_000))).toContain(`${jsonLimits.depth} levels`);
  });
});
