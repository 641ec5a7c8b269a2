import { describe, expect, it } from 'vitest';
import { policyReference } from './policy-reference.js';

describe('policyReference', () => {
  it.each([
    ['baseline', { name: 'baseline', version: null }],
    ['cis-docker-1.7', { name: 'cis-docker-1.7', version: null }],
    ['cis-docker-1.7@12', { name: 'cis-docker-1.7', version: 12 }],
  ])('reads %s', (text, expected) => {
    expect(policyReference(text)).toEqual(expected);
  });

  it.each(['', '@1', 'Baseline', 'a@', 'a@b', 'a@1@2', 'a@1234567890', 'a b', './a.yaml'])(
    'refuses %j',
    (text) => {
      expect(policyReference(text)).toBeNull();
    },
  );
});
