import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isLocalized, Localized, localizerOf } from './localized.js';

const both = { en: 'red', zh: '红' };
const Item = z.object({ name: Localized, note: Localized.nullable(), code: z.string() });

describe('a contract with texts in both languages', () => {
  it.each([
    ['a text', Localized.describe('A colour.'), both, '红'],
    ['one that is absent', Localized.optional(), undefined, undefined],
    [
      'an object',
      Item,
      { name: both, note: null, code: 'both', extra: 1 },
      { name: '红', note: null, code: 'both', extra: 1 },
    ],
    ['a list', z.array(Item.readonly()), [{ name: both, code: '' }], [{ name: '红', code: '' }]],
    [
      'an object in an object',
      z.object({ item: Item.nullable(), at: z.date() }),
      { item: { name: both, note: both, code: '' }, at: new Date(0) },
      { item: { name: '红', note: '红', code: '' }, at: new Date(0) },
    ],
    [
      'one of several',
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('plain') }),
        z.object({ kind: z.literal('told'), text: Localized }),
      ]),
      { kind: 'told', text: both },
      { kind: 'told', text: '红' },
    ],
  ])('is put into one: %s', (_what, schema, value, expected) => {
    expect(localizerOf(schema)?.(value, 'zh')).toEqual(expected);
  });

  it('leaves its value as it was', () => {
    const value = { name: both, note: both, code: '' };
    localizerOf(Item)?.(value, 'zh');
    expect(value).toEqual({ name: both, note: both, code: '' });
  });

  it.each([
    ['no text', z.object({ en: z.string(), zh: z.string() })],
    ['other strings', z.array(z.string())],
    ['a date', z.date().nullable()],
  ])('is told from one with %s', (_what, schema) => {
    expect(localizerOf(schema)).toBeNull();
    expect(isLocalized(schema)).toBe(false);
  });
});
