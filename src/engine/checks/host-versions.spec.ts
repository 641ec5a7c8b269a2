import { describe, expect, it } from 'vitest';
import { compareVersions, leadingVersion } from './host-versions.js';

describe('versions of hosts', () => {
  it.each([
    ['6.8.0-45-generic', '6.8.0'],
    ['3.10.0-1160.el7.x86_64', '3.10.0'],
    ['v1.7.27', '1.7.27'],
    ['6.6-rc1', '6.6'],
    ['dev', null],
    ['', null],
    [null, null],
  ])('%j begin with %j', (text, version) => {
    expect(leadingVersion(text)).toBe(version);
  });

  it('are compared number by number', () => {
    expect(compareVersions('4.9', '4.18')).toBeLessThan(0);
    expect(compareVersions('4.18', '4.18.0')).toBe(0);
    expect(compareVersions('5.0', '4.18')).toBeGreaterThan(0);
  });
});
