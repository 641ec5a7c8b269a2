import { describe, expect, it } from 'vitest';
import { dpkgOrder } from './dpkg.order.js';
import { hasOrder, versionKey } from './version-key.js';

describe('versionKey', () => {
  it('takes the order of the ecosystem, whatever its release', () => {
    const key = dpkgOrder.key('1:2.0~rc1-3');
    expect(versionKey('Debian', '1:2.0~rc1-3')).toEqual(key);
    expect(versionKey('Debian:12', '1:2.0~rc1-3')).toEqual(key);
    expect(versionKey('Ubuntu:22.04:LTS', '1:2.0~rc1-3')).toEqual(key);
  });

  it.each([
    ['Alpine:v3.18', '1.2.3-r0'],
    ['npm', '1.2.3'],
    ['Go', 'v1.2.3'],
    ['crates.io', '1.2.3'],
  ])('has an order for %s', (ecosystem, version) => {
    expect(hasOrder(ecosystem)).toBe(true);
    expect(versionKey(ecosystem, version)).not.toBeNull();
  });

  it.each(['', 'Nothing', 'debian', 'constructor', '__proto__', ':12', 'opam'])(
    'has none for %j',
    (ecosystem) => {
      expect(hasOrder(ecosystem)).toBe(false);
      expect(versionKey(ecosystem, '1.0')).toBeNull();
    },
  );

  it('gives a version that does not parse no key', () => {
    expect(versionKey('npm', 'workspace:*')).toBeNull();
    expect(versionKey('Alpine:v3.18', '1:2.0-1')).toBeNull();
  });
});
