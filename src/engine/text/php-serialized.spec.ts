import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '../model/file-reader.js';
import { parsePhpSerialized } from './php-serialized.js';

const parsed = (text: string) => parsePhpSerialized(Buffer.from(text));

/** As PHP writes it. */
function serialized(value: unknown): string {
  if (value === null) return 'N;';
  if (typeof value === 'boolean') return `b:${Number(value)};`;
  if (typeof value === 'number') return `i:${value};`;
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`;
  const entries = Object.entries(value as object);
  return `a:${entries.length}:{${entries.map((entry) => entry.map(serialized).join('')).join('')}}`;
}

describe('parsePhpSerialized', () => {
  it.each([
    ['N;', null],
    ['b:1;', true],
    ['i:-5;', -5],
    ['d:0.5;', 0.5],
    ['s:2:"é";', 'é'],
    ['s:3:"";"";', '";"'],
    ['a:2:{i:0;s:1:"a";s:1:"b";a:0:{}}', { 0: 'a', b: {} }],
  ])('reads %s', (text, value) => {
    expect(parsed(text)).toEqual(value);
  });

  it.each([
    ['', 'at byte 2'],
    ['hello', 'nothing that PHP serialized'],
    ['s:5:"abc";', 'nothing that PHP serialized'],
    ['s:-1:"";', 'nothing that PHP serialized'],
    ['a:2:{i:0;N;}', 'nothing that PHP serialized'],
    ['a:1:{a:0:{}N;}', 'nested'],
    ['O:8:"stdClass":0:{}', 'nothing that PHP serialized'],
    ['a:1:{i:0;R:1;}', 'nothing that PHP serialized'],
    ['a:1:{i:0;'.repeat(100), 'nested more than 64 deep'],
    [`a:999999999:{${'i:0;N;'.repeat(300_000)}`, 'more than 500000 values'],
  ])('refuses %.40s', (text, problem) => {
    expect(() => parsed(text)).toThrow(UnreadableFileError);
    expect(() => parsed(text)).toThrow(problem);
  });

  it('reads whatever is written, with keys that are names of objects', () => {
    const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, leaf, fc.dictionary(fc.string(), tie('tree'))),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(parsed(serialized(value))).toEqual(value);
      }),
    );
    expect(Object.hasOwn(parsed('a:1:{s:9:"__proto__";i:1;}') as object, '__proto__')).toBe(true);
  });
});
