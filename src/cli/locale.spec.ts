import { describe, expect, it } from 'vitest';
import { localeLanguage } from './locale.js';

describe('the language of the locale', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh' }, 'zh'],
    [{ LANG: 'zha_CN' }, 'en'],
    [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'zh_TW.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '', LC_MESSAGES: '' }, 'zh'],
  ])('is, of %j, %s', (environment, language) => {
    expect(localeLanguage(environment)).toBe(language);
  });
});
