import { describe, expect, it } from 'vitest';
import { bitnamiOrder } from './bitnami.order.js';

describe('bitnamiOrder', () => {
  it('tells a revision from a pre-release', () => {
    const keys = ['1.0.0-rc1', '1.0.0', '1.0.0-1'].map((version) =>
      Buffer.from(bitnamiOrder.key(version) ?? []),
    );
    expect(keys.toSorted(Buffer.compare)).toEqual(keys);
  });

  it('has every revision between a version and its last build, and no other version', () => {
    const last = bitnamiOrder.lastKey!('1.13.2')!;
    const isWithin = (version: string) => Buffer.compare(bitnamiOrder.key(version)!, last) <= 0;
    expect(['1.13.2', '1.13.2-0', '1.13.2-4', '1.13.2-999999999'].filter(isWithin)).toHaveLength(4);
    expect(['1.13.3-rc.1', '1.13.3', '1.13.10-0'].filter(isWithin)).toEqual([]);
    expect(bitnamiOrder.lastKey!('1.13.2-4')).toEqual(bitnamiOrder.key('1.13.2-4'));
  });

  it.each(['', 'a', '1.0.0-', '1.0.0.0.0-1'])('gives %j no key', (version) => {
    expect(bitnamiOrder.key(version)).toBeNull();
  });
});
