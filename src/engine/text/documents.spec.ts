import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '../model/file-reader.js';
import {
  entriesOf,
  listOf,
  objectOf,
  parseJson,
  parseToml,
  parseYaml,
  textAt,
  valueOf,
} from './documents.js';

const bytes = (text: string) => Buffer.from(text);
const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi']
  .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
  .join('\n')}`;

describe.each([
  ['JSON', parseJson, '{"a": [1, "x"]}', '{"a": '],
  ['YAML', parseYaml, 'a:\n  - 1\n  - x\n', 'a: [1'],
  ['TOML', parseToml, 'a = [1, "x"]\n', 'a = [1'],
] as const)('a %s document', (_, parse, good, cut) => {
  it('is plain values', () => {
    expect(parse(bytes(good))).toEqual({ a: [1, 'x'] });
    expect(parse(bytes(`\ufeff${good}`))).toEqual({ a: [1, 'x'] });
  });

  it('says what is wrong with it', () => {
    expect(() => parse(bytes(cut))).toThrow(UnreadableFileError);
    expect(() => parse(bytes(cut))).toThrow(/^the file is no (JSON|YAML|TOML)/);
    expect(() => parse(Uint8Array.of(0x61, 0xff))).toThrow('the file is not UTF-8');
  });

  it('does not bring the reader down by its depth', () => {
    const deep = `${_ === 'TOML' ? 'a = ' : ''}${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    try {
      parse(bytes(deep));
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableFileError);
    }
  });
});

describe('a YAML document', () => {
  it('is refused when its aliases stand for too much', () => {
    expect(() => parseYaml(bytes(bomb))).toThrow(UnreadableFileError);
  });

  it('keeps dates and merges as they are written', () => {
    expect(parseYaml(bytes('d: 2020-01-01\nv: 1.10\n'))).toEqual({ d: '2020-01-01', v: 1.1 });
  });
});

describe('the parts of a document', () => {
  const document: unknown = JSON.parse(
    '{"name": " x ", "list": [1], "__proto__": {"polluted": "yes"}, "n": 1}',
  );

  it('are its own only', () => {
    expect(valueOf(document, 'toString')).toBeUndefined();
    expect(valueOf(document, 'polluted')).toBeUndefined();
    expect(textAt(document, 'name')).toBe('x');
    expect(textAt(document, 'n')).toBeNull();
    expect(listOf(valueOf(document, 'list'))).toEqual([1]);
    expect(listOf(document)).toEqual([]);
    expect(entriesOf(null)).toEqual([]);
    expect(entriesOf(document).map(([name]) => name)).toEqual(['name', 'list', '__proto__', 'n']);
  });

  it('are asked for by name', () => {
    expect(objectOf(document)).toBe(document);
    expect(() => objectOf([], 'packages')).toThrow('packages is no object');
  });
});
