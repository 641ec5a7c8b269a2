import { describe, expect, it } from 'vitest';
import { nearest, suggestion } from './nearest.js';

const candidates = ['image-age', 'image-size', 'image-user-root'];

describe('nearest', () => {
  it.each([
    ['image-user-rot', 'image-user-root'],
    ['imagesize', 'image-size'],
    ['image-aeg', 'image-age'],
    ['image-age', 'image-age'],
  ])('takes %s for %s', (word, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it.each(['', 'x', 'workload-privileged', 'i'.repeat(100_000)])(
    'takes nothing for what is far away',
    (word) => {
      expect(nearest(word, candidates)).toBeNull();
      expect(suggestion(word, candidates)).toBe('');
    },
  );
});
