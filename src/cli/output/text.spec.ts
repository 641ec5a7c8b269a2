import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteText, columnsOf, padded, shown, truncated, wrapped } from './text.js';

describe('shown', () => {
  it('leaves nothing that a terminal would act on', () => {
    expect(shown('a\x1b[31mb\x07\x9b1mc\u202ed\u200be')).toBe('a\ufffd[31mb\ufffd\ufffd1mc\ufffdd\ufffde');
    expect(shown('two\r\nlines\tand a tab')).toBe('two lines and a tab');
  });

  it('leaves ordinary text in any language alone', () => {
    for (const text of ['registry.example/app:1.0', '镜像以 root 运行', 'Müller – 50 %', '🐳']) {
      expect(shown(text)).toBe(text);
    }
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shown(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('truncated', () => {
  it('cuts what is too wide and marks it, by columns and not by characters', () => {
    expect(truncated('openssl', 7)).toBe('openssl');
    expect(truncated('openssl', 6)).toBe('opens…');
    expect(truncated('镜像以运行', 6)).toBe('镜像…');
    expect(truncated('abc', 0)).toBe('');
  });

  it('never takes more columns than it may', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
        expect(columnsOf(truncated(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('wrapped', () => {
  it('breaks at spaces, and long words where it must', () => {
    expect(wrapped('the image runs as root', 10)).toEqual(['the image', 'runs as', 'root']);
    expect(wrapped('sha256:0123456789', 10)).toEqual(['sha256:012', '3456789']);
    expect(wrapped('', 10)).toEqual([]);
  });

  it('loses no word and keeps to the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/)),
        fc.integer({ min: 2, max: 40 }),
        (words, columns) => {
          const lines = wrapped(words.join(' '), columns);
          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
          expect(lines.every((line) => columnsOf(line) <= columns)).toBe(true);
        },
      ),
    );
  });
});

it('pads to columns', () => {
  expect(`${padded('镜像', 6)}|`).toBe('镜像  |');
  expect(padded('longer', 3)).toBe('longer');
});

it('tells sizes with a unit', () => {
  expect([0, 999, 1000, 74_849_000, 999_960_000, 5e12].map(byteText)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '74.8 MB',
    '1.0 GB',
    '5.0 TB',
  ]);
});
