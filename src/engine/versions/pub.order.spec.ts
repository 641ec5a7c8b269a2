import { describe, expect, it } from 'vitest';
import { pubOrder } from './pub.order.js';

describe('pubOrder', () => {
  it('counts the build after the release and its pre-releases', () => {
    const keys = ['1.0.0-dev+9', '1.0.0-dev.1', '1.0.0', '1.0.0+0', '1.0.0+0.1', '1.0.0+a', '1.0.1-0'].map(
      (version) => Buffer.from(pubOrder.key(version) ?? []),
    );
    expect(keys.toSorted(Buffer.compare)).toEqual(keys);
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  it.each(['', 'any', '^1.0.0', '1.0.0+', '1.0.0+a..b'])('gives %j no key', (version) => {
    expect(pubOrder.key(version)).toBeNull();
  });
});
