import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseNameOf, cleanPath, directoryOf } from './entry-path.js';

describe('cleanPath', () => {
  it.each([
    ['a/b', 'a/b'],
    ['/a/b/', 'a/b'],
    ['./a//b/.', 'a/b'],
    ['a/../b', 'b'],
    ['a/b/../..', ''],
    ['.', ''],
    ['/', ''],
    ['', ''],
    ['..a/b..', '..a/b..'],
    ['a\\..\\b', 'a\\..\\b'],
  ])('makes %j %j', (path, expected) => {
    expect(cleanPath(path)).toBe(expected);
  });

  it.each(['..', '../a', '/..', 'a/../../b', './../a', 'a/b/../../../c'])(
    'refuses %j, which leads out',
    (path) => {
      expect(() => cleanPath(path)).toThrow(expect.objectContaining({ code: 'path-escape' }));
    },
  );

  it('gives relative paths without odd parts, or refuses', () => {
    const parts = fc.array(fc.constantFrom('..', '.', '', 'a', 'b c', '...'), { maxLength: 10 });
    fc.assert(
      fc.property(parts, (list) => {
        const clean = cleanOrNull(list.join('/'));
        if (clean === null) {
          expect(list).toContain('..');
          return;
        }
        const names = clean.split('/');
        expect(clean === '' || !['', '.', '..'].some((odd) => names.includes(odd))).toBe(true);
        expect(cleanPath(clean)).toBe(clean);
      }),
    );
  });
});

/** Null: refused. */
function cleanOrNull(path: string): string | null {
  try {
    return cleanPath(path);
  } catch (error) {
    expect(error).toMatchObject({ code: 'path-escape' });
    return null;
  }
}

describe('directoryOf and baseNameOf', () => {
  it('split a path at its last slash', () => {
    expect([directoryOf('a/b/c'), baseNameOf('a/b/c')]).toEqual(['a/b', 'c']);
    expect([directoryOf('a'), baseNameOf('a')]).toEqual(['', 'a']);
  });
});
