import { describe, expect, it } from 'vitest';
import { normalisePackageName } from './package-name.js';

describe('normalisePackageName', () => {
  it.each([
    ['PyPI', 'Django', 'django'],
    ['PyPI', 'zope.interface', 'zope-interface'],
    ['PyPI', 'a-_.b', 'a-b'],
    ['NuGet', 'Newtonsoft.Json', 'newtonsoft.json'],
    ['Packagist', 'Symfony/Http_Kernel', 'symfony/http_kernel'],
    ['npm', '@Scope/Name_x', '@Scope/Name_x'],
    ['Debian:12', 'lib.a_b', 'lib.a_b'],
  ])('%s: %s becomes %s', (ecosystem, name, expected) => {
    expect(normalisePackageName(ecosystem, name)).toBe(expected);
  });
});
