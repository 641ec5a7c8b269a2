import { describe, expect, it } from 'vitest';
import { upTo, withoutEnd } from './ends.js';

describe('withoutEnd', () => {
  it.each([
    ['/srv/data//', '/', '/srv/data'],
    ['/srv//data', '/', '/srv//data'],
    ['///', '/', ''],
    ['', '/', ''],
    ['RUN a \t ', ' \t', 'RUN a'],
  ])('%j without %j is %j', (text, characters, expected) => {
    expect(withoutEnd(text, characters)).toBe(expected);
  });
});

describe('upTo', () => {
  it.each([
    ['eth0@if7', '@', 'eth0'],
    ['a@b@c', '@', 'a'],
    ['eth0', '@', 'eth0'],
    ['/srv/**/a', '**', '/srv/'],
  ])('of %j, parted by %j, is %j', (text, separator, expected) => {
    expect(upTo(text, separator)).toBe(expected);
  });
});
