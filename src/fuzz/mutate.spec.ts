import { describe, expect, it } from 'vitest';
import { families } from './families.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

const inputs = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: 50 }, () =>
    Buffer.from(mutate(Buffer.from('Package: a\n'), random)).toString('hex'),
  );
};

describe('mutate', () => {
  it('gives the same inputs for the same seed, and others for another', () => {
    expect(inputs(1)).toEqual(inputs(1));
    expect(inputs(1)).not.toEqual(inputs(2));
    expect(new Set(inputs(1)).size).toBeGreaterThan(40);
  });

  it('leaves the sample as it is', () => {
    const sample = Buffer.from('abc');
    mutate(sample, new Random(3));
    expect(sample.toString()).toBe('abc');
  });
});

describe.each(Object.entries(families))('the family %s', (_, targets) => {
  it('takes changed inputs', () => {
    const random = new Random(7);
    for (let count = 0; count < 200; count += 1) {
      const input = mutate(Buffer.from('{"name":"a","version":"1"}'), random);
      for (const target of targets) expect(() => target.run(input)).not.toThrow();
    }
  });
});
