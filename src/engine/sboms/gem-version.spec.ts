import { describe, expect, it } from 'vitest';
import { gemVersion } from './gem-version.js';

describe('gemVersion', () => {
  it.each([
    'aarch64-linux-gnu',
    'aarch64-linux-musl',
    'arm-linux',
    'arm64-darwin-22',
    'armv7-linux',
    'dalvik',
    'java',
    'powerpc-darwin',
    'universal-darwin-8',
    'x64-mingw-ucrt',
    'x64-mingw32',
    'x86-mswin32-80',
    'x86_64-linux',
  ])('leaves %s out', (platform) => {
    expect(gemVersion(`1.13.1-${platform}`)).toBe('1.13.1');
    expect(gemVersion(`1.13.1.rc1-${platform}`)).toBe('1.13.1.rc1');
    expect(gemVersion(`1.13.1-beta-${platform}`)).toBe('1.13.1-beta');
  });

  it.each(['1.13.1', '1.0.0-rc1', '1.0.0-x86', '1.0-alpha-linux', '1.0.0-javascript', '1.0-arm.1'])(
    'leaves %s as it is',
    (version) => {
      expect(gemVersion(version)).toBe(version);
    },
  );
});
