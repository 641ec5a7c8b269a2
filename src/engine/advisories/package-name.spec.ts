import { describe, expect, it } from 'vitest';
import { matchedPackage, normalisePackageName } from './package-name.js';

describe('normalisePackageName', () => {
  it.each([
    ['PyPI', 'Django', 'django'],
    ['PyPI', 'zope.interface', 'zope-interface'],
    ['PyPI', 'a-_.b', 'a-b'],
    ['NuGet', 'Newtonsoft.Json', 'newtonsoft.json'],
    ['Packagist', 'Symfony/Http_Kernel', 'symfony/http_kernel'],
    ['Go', 'github.com/Masterminds/goutils', 'github.com/masterminds/goutils'],
    ['SwiftURL', 'https://github.com/Apple/swift-nio.git', 'github.com/apple/swift-nio'],
    ['SwiftURL', 'github.com/apple/swift-nio/', 'github.com/apple/swift-nio'],
    ['SwiftURL', 'github.com/apple/swift-nio', 'github.com/apple/swift-nio'],
    ['GitHub Actions', 'Actions/Checkout', 'actions/checkout'],
    ['npm', '@Scope/Name_x', '@Scope/Name_x'],
    ['Debian:12', 'lib.a_b', 'lib.a_b'],
  ])('%s: %s becomes %s', (ecosystem, name, expected) => {
    expect(normalisePackageName(ecosystem, name)).toBe(expected);
  });
});

describe('matchedPackage', () => {
  const component = { name: 'libssl3', version: '3.0.1-1', source: { name: 'openssl', version: '3.0.1-2' } };

  it.each([
    ['Debian:12', 'openssl 3.0.1-2'],
    ['Rocky Linux:9', 'openssl 3.0.1-2'],
    ['AlmaLinux:9', 'libssl3 3.0.1-1'],
    ['Red Hat:enterprise_linux:9::baseos', 'libssl3 3.0.1-1'],
  ])('of %s: %s', (ecosystem, expected) => {
    const { name, version } = matchedPackage({ ...component, ecosystem });
    expect(`${name} ${version}`).toBe(expected);
  });

  it('is the package itself where that is its own source', () => {
    const own = { ...component, ecosystem: 'Debian:12', source: null };
    expect(matchedPackage(own)).toEqual({ name: 'libssl3', version: '3.0.1-1' });
  });
});
