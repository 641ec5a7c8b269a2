import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStorable, storableJson, storableText } from './storable-json.js';

describe('storableJson', () => {
  it('leaves what PostgreSQL can hold as it is', () => {
    const value = { name: 'a\\u0000b', list: [1, null, true, '😀'], nested: { ключ: 'значение' } };
    expect(JSON.parse(storableJson(value))).toEqual(value);
  });

  it('replaces NUL characters and half surrogate pairs in values and keys', () => {
    const value = { 'a\0': ['x\0y', '\ud800'], b: { c: 'tail\udc00' } };
    expect(JSON.parse(storableJson(value))).toEqual({
      'a\ufffd': ['x\ufffdy', '\ufffd'],
      b: { c: 'tail\ufffd' },
    });
  });

  it('gives text that can always be held', () => {
    const anyText = fc.string({ unit: 'binary' }).map((text) => `${text}\0\ud800${text}`);
    fc.assert(fc.property(anyText, (text) => isStorable(storableText(text))));
  });
});
