import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter, JsonStreamError } from './json-splitter.js';

/** The slices of a text pushed in pieces of `step` bytes; null for one that is too long. */
function slices(text: string, { step = 7, longest = 1000 } = {}): (string | null)[] {
  const splitter = new JsonSplitter(longest);
  const bytes = Buffer.from(text);
  const found: (string | null)[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    for (const slice of splitter.push(bytes.subarray(at, at + step))) {
      found.push(slice.kind === 'value' ? slice.bytes.toString() : null);
    }
  }
  splitter.end();
  return found;
}

describe('JsonSplitter', () => {
  it.each([
    ['one object', ' {"a":1}\n', ['{"a":1}']],
    ['an array', '[{"a":[1,{}]} ,\n {"b":2}]', ['{"a":[1,{}]}', '{"b":2}']],
    ['lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['brackets in strings', '{"a":"}\\"]{"}{"b":"\\\\"}', ['{"a":"}\\"]{"}', '{"b":"\\\\"}']],
    ['a byte order mark', '\ufeff{"a":"é"}', ['{"a":"é"}']],
    ['an empty array', '[]', []],
    ['nothing', ' \n', []],
  ])('cuts %s', (_name, text, expected) => {
    expect(slices(text)).toEqual(expected);
    expect(slices(text, { step: 1 })).toEqual(expected);
  });

  it.each([
    ['{"a":1}x', false],
    ['[{"a":1}] {"b":2}', false],
    ['[1]', false],
    ['[[{}]]', false],
    ['{"a":{}', true],
    ['{"a":"}', true],
    ['[{"a":1},', true],
  ])('refuses %s', (text, isCutOff) => {
    const error = (() => {
      try {
        return slices(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(JsonStreamError);
    expect(error).toMatchObject({ isCutOff });
  });

  it('drops a value that is too long and goes on', () => {
    expect(slices(`[{"a":"${'x'.repeat(50)}"},{"b":1}]`, { longest: 20 })).toEqual([null, '{"b":1}']);
  });

  it('does not grow with depth', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(slices(deep, { step: 5000, longest: 10 })).toEqual([null]);
  });

  it('gives back what was written, however it is written and cut', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(objects, fc.boolean(), fc.integer({ min: 1, max: 50 }), (values, isArray, step) => {
        const text = isArray
          ? JSON.stringify(values, null, 1)
          : values.map((value) => JSON.stringify(value)).join('\n');
        const found = slices(text, { step, longest: 100_000 }).map((slice): unknown =>
          JSON.parse(slice ?? 'null'),
        );
        expect(found).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });
});
