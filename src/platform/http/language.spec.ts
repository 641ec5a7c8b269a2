import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../engine/model/text.js';
import { languageOf } from './language.js';

describe('the language to answer in', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh', 'zh'],
    ['zh-CN', 'zh'],
    ['ZH-hans-cn', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['en;q=0.4, zh;q=0.5', 'zh'],
    ['zh,en', 'zh'],
    ['en,zh', 'en'],
    ['fr, de;q=0.9', 'en'],
    ['fr, zh;q=0.1', 'zh'],
    ['zh;q=0', 'en'],
    ['*', 'en'],
    ['en;q=0, *', 'zh'],
    ['*;q=0.5, zh;q=0.6', 'zh'],
    ['*, zh;q=0.6', 'en'],
    ['zhuang', 'en'],
    ['zh;q=2', 'en'],
    ['zh;level=1', 'en'],
    ['en;q=0.1, zh-TW;q=0.2, zh-CN;q=0', 'zh'],
  ])('is, for %j, %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('takes a header that is sent twice for one list', () => {
    expect(languageOf(['en;q=0.1', 'zh'])).toBe('zh');
  });

  it('is one that is spoken, whatever the header holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'zhen-*;q=.01, ') })),
        (header) => {
          expect(languages).toContain(languageOf(header));
        },
      ),
    );
  });
});
