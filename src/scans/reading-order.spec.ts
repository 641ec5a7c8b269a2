import { describe, expect, it } from 'vitest';
import { longestFirst } from './reading-order.js';

const mebibyte = 1024 * 1024;

function layers(...sizes: number[]) {
  return sizes.map((size) => ({ diffId: `${size}`, digest: `${size}`, sizeBytes: size * mebibyte }));
}

function orderOf(sizes: readonly number[], threads: number) {
  return longestFirst(layers(...sizes), threads).map(({ diffId, isLongest }) =>
    isLongest ? `${diffId} longest` : diffId,
  );
}

describe('longestFirst', () => {
  it('reads the largest first', () => {
    expect(orderOf([20, 50, 40, 1], 2)).toEqual(['50', '40', '20', '1']);
  });

  it('marks the layer that all others are read before', () => {
    expect(orderOf([20, 170, 50, 1], 2)).toEqual(['170 longest', '50', '20', '1']);
    expect(orderOf([170], 2)).toEqual(['170 longest']);
  });

  it('marks each that has more than a thread of its share', () => {
    expect(orderOf([60, 50, 20, 19], 4)).toEqual(['60 longest', '50 longest', '20', '19']);
  });

  it('marks none when there is one thread, nor a small one', () => {
    expect(orderOf([170, 1], 1)).toEqual(['170', '1']);
    expect(orderOf([15, 1], 2)).toEqual(['15', '1']);
  });
});
