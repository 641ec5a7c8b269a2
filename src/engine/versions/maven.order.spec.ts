import { describe, expect, it } from 'vitest';
import { mavenOrder } from './maven.order.js';

function relation(left: string, right: string): number {
  const [a, b] = [mavenOrder.key(left), mavenOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

describe('mavenOrder', () => {
  it.each([
    ['1a1', '1-alpha-1', 0],
    ['1b-1', '1beta-1', 1],
    ['1.x1', '1-x1', 0],
    ['1.0.x', '1-x', 0],
    ['1..2', '1.0.2', 0],
    ['1.0.0.2', '1-2', 1],
    ['1-sp', '1', 1],
    ['1-zzz', '1-1', -1],
    ['00001', '1', 0],
    ['1.ALPHA', '1.alpha', 0],
    ['1.0.0.Beta.2', '1.0.0', -1],
    ['1.0.0.Beta.2', '1.0.0.Beta.1', 1],
    ['1.0.0.Beta.2', '1.0.0.1', -1],
    ['1.0.rc.0', '1', -1],
    ['1.0-ga-SNAPSHOT', '1.0-ga', -1],
  ])('puts %s and %s as Maven does', (left, right, expected) => {
    expect(relation(left, right)).toBe(expected);
    expect(relation(right, left)).toBe(0 - expected);
  });

  it('gives no key to what is no version', () => {
    expect(mavenOrder.key('')).toBeNull();
    expect(mavenOrder.key(`1${'.1a'.repeat(300)}`)).toBeNull();
  });
});
