import { describe, expect, it } from 'vitest';
import { withoutEnd } from './without-end.js';

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
