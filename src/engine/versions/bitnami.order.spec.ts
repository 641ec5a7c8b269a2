import { describe, expect, it } from 'vitest';
import { bitnamiOrder } from './bitnami.order.js';

describe('bitnamiOrder', () => {
  it('tells a revision from a pre-release', () => {
    const keys = ['1.0.0-rc1', '1.0.0', '1.0.0-1'].map((version) =>
      Buffer.from(bitnamiOrder.key(version) ?? []),
    );
    expect(keys.toSorted(Buffer.compare)).toEqual(keys);
  });

  it.each(['', 'a', '1.0.0-', '1.0.0.0.0-1'])('gives %j no key', (version) => {
    expect(bitnamiOrder.key(version)).toBeNull();
  });
});
