import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from './glob.js';

describe('matchesGlob', () => {
  it.each([
    ['registry/team/*', 'registry/team/app', true],
    ['registry/team/*', 'registry/team/app/api', false],
    ['registry/**', 'registry/team/app/api', true],
    ['**/app', 'registry/team/app', true],
    ['*_FILE', 'PASSWORD_FILE', true],
    ['*_FILE', 'PASSWORD_FILES', false],
    ['a.c', 'abc', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('agrees with the same pattern written as a regular expression', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '**', '.');
    const text = fc
      .array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
        text,
        (pattern, value) => {
          const source = pattern
            .replace(/\./g, '\\.')
            .replace(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
          expect(matchesGlob(pattern, value)).toBe(new RegExp(`^${source}$`).test(value));
        },
      ),
    );
  });

  it('answers at once for patterns that make backtracking matchers hang', () => {
    expect(matchesGlob('*a'.repeat(200) + 'b', 'a'.repeat(4000))).toBe(false);
  });

  it('matches nothing with an oversized pattern', () => {
    expect(matchesGlob('*'.repeat(600), 'a')).toBe(false);
  });
});
