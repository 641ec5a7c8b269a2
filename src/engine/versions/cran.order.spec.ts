import { describe, expect, it } from 'vitest';
import { cranOrder } from './cran.order.js';

describe('cranOrder', () => {
  it.each(['', '1.', '.1', '1.0-rc1', '1..2', 'v1'])('gives %j no key', (version) => {
    expect(cranOrder.key(version)).toBeNull();
  });
});
