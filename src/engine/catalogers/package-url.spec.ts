import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageUrl } from './package-url.js';

describe('packageUrl', () => {
  it('writes the canonical form', () => {
    expect(
      packageUrl({
        type: 'deb',
        namespace: 'debian',
        name: 'libssl3',
        version: '3.0.11-1~deb12u2',
        qualifiers: { upstream: 'openssl@3.0.11-1', distro: 'debian-12', arch: 'amd64', other: null },
      }),
    ).toBe('pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl%403.0.11-1');
  });

  it('encodes all but letters, digits and .-_~:', () => {
    expect(packageUrl({ type: 'deb', namespace: 'debian', name: 'libstdc++6', version: '1:12.2+b1' })).toBe(
      'pkg:deb/debian/libstdc%2B%2B6@1:12.2%2Bb1',
    );
    expect(packageUrl({ type: 'npm', namespace: '@babel', name: "a/b!'()*é", version: '1?#' })).toBe(
      'pkg:npm/%40babel/a%2Fb%21%27%28%29%2A%C3%A9@1%3F%23',
    );
  });

  it('ends with the part of the package that is meant', () => {
    const pod = { type: 'cocoapods', namespace: null, name: 'GoogleUtilities', version: '7.5.2' };
    expect(packageUrl({ ...pod, subpath: 'NSData+zlib/a' })).toBe(
      'pkg:cocoapods/GoogleUtilities@7.5.2#NSData%2Bzlib/a',
    );
    expect(packageUrl({ ...pod, subpath: null })).toBe('pkg:cocoapods/GoogleUtilities@7.5.2');
  });

  it('leaves out a namespace that is null', () => {
    expect(packageUrl({ type: 'npm', namespace: null, name: 'lodash', version: '4.17.21' })).toBe(
      'pkg:npm/lodash@4.17.21',
    );
  });

  it('is ASCII without spaces whatever the text, and tells different packages apart', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => !/\p{Cs}/u.test(value));
    fc.assert(
      fc.property(text, text, (name, version) => {
        const purl = packageUrl({ type: 'npm', namespace: null, name, version });
        expect(purl).toMatch(/^pkg:npm\/[\x21-\x7e]+$/);
        const [encodedName = '', encodedVersion = ''] = purl.slice('pkg:npm/'.length).split('@');
        expect([decodeURIComponent(encodedName), decodeURIComponent(encodedVersion)]).toEqual([
          name,
          version,
        ]);
      }),
    );
  });
});
