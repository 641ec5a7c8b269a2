import { describe, expect, it } from 'vitest';
import { juliaOrder } from './julia.order.js';

describe('juliaOrder', () => {
  it.each(['1.0.0+', '', '+1', 'x'])('gives %j no key', (version) => {
    expect(juliaOrder.key(version)).toBeNull();
  });

  it('takes a build that is no number for none', () => {
    expect(juliaOrder.key('1.0.0+abc')).toEqual(juliaOrder.key('1.0.0'));
  });
});
