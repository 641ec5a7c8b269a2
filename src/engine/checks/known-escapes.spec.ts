import { describe, expect, it } from 'vitest';
import { isAffected, knownEscapes, safeVersion } from './known-escapes.js';

const affected = (component: string, version: string) =>
  knownEscapes
    .filter((escape) => escape.component === component && isAffected(escape, version))
    .map(({ id }) => id);

describe('known escapes', () => {
  it.each([
    ['runc', '1.1.12', ['CVE-2025-31133']],
    ['runc', '1.2.7', ['CVE-2025-31133']],
    ['runc', '1.2.8', []],
    ['runc', '1.3.2', ['CVE-2025-31133']],
    ['runc', '1.4.0', []],
    ['containerd', '1.3.8', ['CVE-2020-15257']],
    ['containerd', '1.3.9', []],
    ['containerd', '1.4.2', ['CVE-2020-15257']],
    ['containerd', '2.1.0', []],
    ['kernel', '4.19.1', []],
    ['kernel', '5.4.172', ['CVE-2022-0185']],
    ['kernel', '5.15.16', ['CVE-2022-0847']],
    ['kernel', '5.16.1', ['CVE-2022-0185', 'CVE-2022-0847']],
    ['kernel', '5.14.0', ['CVE-2022-0185', 'CVE-2022-0847']],
    ['kernel', '6.1.0', []],
  ])('of %s %s are %j', (component, version, ids) => {
    expect(affected(component, version)).toEqual(ids);
  });

  it('are none in what is newer than every fix', () => {
    expect(safeVersion('runc')).toBe('1.4.0');
    expect(safeVersion('kernel')).toBe('5.16.11');
  });
});
