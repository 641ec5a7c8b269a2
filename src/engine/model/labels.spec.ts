import { describe, expect, it } from 'vitest';
import { keptLabels, labelName, labelsOf, mostLabels, splitLabel } from './labels.js';

describe('the labels of an image', () => {
  it('are kept when they can be labels of a target', () => {
    const labels = {
      'org.opencontainers.image.source': 'https://git.example/team/app',
      environment: 'prod',
      'has space': 'no',
      '-begins': 'no',
      long: 'x'.repeat(257),
      control: 'a\u0000b',
      half: '\ud800',
    };
    expect(keptLabels(labels)).toEqual({
      'org.opencontainers.image.source': 'https://git.example/team/app',
      environment: 'prod',
    });
  });

  it('are bounded in number, whatever their order', () => {
    const many = Array.from({ length: 200 }, (_, index) => [`l${1000 + index}`, 'x'] as const);
    const kept = keptLabels(Object.fromEntries(many));
    expect(Object.keys(kept)).toHaveLength(mostLabels);
    expect(keptLabels(Object.fromEntries(many.toReversed()))).toEqual(kept);
  });
});

describe('a label as text', () => {
  it.each([
    ['environment=prod', 'environment', 'prod'],
    ['a=b=c', 'a', 'b=c'],
    ['a=', 'a', ''],
    ['a', 'a', null],
  ])('%s', (text, name, value) => {
    expect(splitLabel(text)).toEqual([name, value]);
  });

  it('counts the last of one name', () => {
    expect(labelsOf(['a=1', 'b=2', 'a=3'])).toEqual({ a: '3', b: '2' });
  });
});

describe('the name of a label', () => {
  it.each(['a', 'a/b', 'team.example/cost-center', 'x'.repeat(128)])('may be %s', (name) => {
    expect(labelName.test(name)).toBe(true);
  });
  it.each(['', '.a', 'a.', 'a b', 'a=b', 'é', 'x'.repeat(129)])('is not %s', (name) => {
    expect(labelName.test(name)).toBe(false);
  });
});
