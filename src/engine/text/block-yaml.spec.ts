import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { UnreadableFileError } from '../model/file-reader.js';
import { parseBlockYaml } from './block-yaml.js';

const read = (text: string) => parseBlockYaml(Buffer.from(text));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What the library reads, every scalar as text. */
const byLibrary = (text: string): unknown => plain(parseDocument(text, { schema: 'failsafe' }).toJS());

describe('parseBlockYaml', () => {
  it('reads mappings in mappings, every scalar as text', () => {
    const text = `# written by a tool
lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

packages:

  '@babel/core@7.0.0(a@1)':
    dev: false
    deprecated: "say \\"no\\": it's over"
    note: 'it''s'
  /a/1.0.0_b@2.0.0:
    url: https://example.org/a#b
`;
    expect(plain(read(text))).toEqual([byLibrary(text)]);
    expect(read(text)[0]).toMatchObject({ settings: { autoInstallPeers: 'true' } });
  });

  it('leaves lists, flow collections and block scalars empty', () => {
    const text = `a:
  - b: 1
    c: 2
  - d
e: {f: 1}
g: [1, 2]
h: |-
  i: 1

  j: 2
k:
- l: 1
m: 3
`;
    expect(plain(read(text))).toEqual([{ a: {}, e: {}, g: [], h: '', k: {}, m: '3' }]);
  });

  it('reads each document', () => {
    expect(plain(read('---\na: 1\n---\nb: 2\n'))).toEqual([{ a: '1' }, { b: '2' }]);
    expect(plain(read('a: 1\n---\nb: 2\n'))).toEqual([{ a: '1' }, { b: '2' }]);
    expect(plain(read(''))).toEqual([{}]);
  });

  it.each([
    ['a flow collection of many lines', 'a:\n  {\n    b: 1,\n  }\nc: 2\n'],
    ['a text of many lines', 'a: one\n  two\nb: 2\n'],
    ['an explicit key', '? a\n: b: 1\n  c: 2\n'],
    ['a comment after a value', 'a: 1 # one\nb: 2\n'],
    ['an anchor and an alias', 'a: &x 1\nb: *x\n'],
    ['escapes in a key', '"a\\tb": 1\n'],
    ['a key in doubled quotes', "'it''s': 1\n"],
    ['text that is quoted over lines', 'a: "one\n  two"\n'],
  ])('leaves %s to the library', (_, text) => {
    expect(plain(read(text))).toEqual([byLibrary(text)]);
  });

  it.each([
    ['columns that do not meet', 'a:\n    b: 1\n  c: 2\n'],
    ['a mapping below a scalar', 'a: 1\n  b: 2\n'],
    ['marks of a conflict', 'a: 1\n<<<<<<< ours\nb: 2\n'],
    ['tabs', 'a:\n\tb: 1\n'],
    ['a quote that is not closed', 'a: "b\n'],
  ])('reports %s', (_, text) => {
    expect(() => read(text)).toThrow(UnreadableFileError);
    expect(() => read(text)).toThrow('the file is no YAML');
  });

  it('leaves no large file to the library', () => {
    const text = `a:\n  b: 1\nc: one\n  two\n${'#'.repeat(8 * 1024 * 1024)}`;
    expect(() => read(text)).toThrow('line 4 is not as tools write it, and the file is large');
  });

  it('reads names of prototypes as keys', () => {
    const [found] = read('__proto__:\n  version: 1\nconstructor: 2\n');
    expect(Object.entries(found as object)).toEqual([
      ['__proto__', expect.objectContaining({ version: '1' })],
      ['constructor', '2'],
    ]);
    expect({}).not.toHaveProperty('version');
  });

  const scalar = fc.oneof(
    fc.string(),
    fc.constantFrom('1.0.0', 'a: b', 'a #b', '^1.0', "it's", '"', '- a', '?'),
  );
  const { mapping } = fc.letrec<{ mapping: object; value: unknown }>((tie) => ({
    mapping: fc.dictionary(
      fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('/a/1.0.0_b', '@a/b@1', 'a, b')),
      tie('value'),
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    ),
    value: fc.oneof({ maxDepth: 3 }, scalar, tie('mapping')),
  }));

  it('gives what the library gives', () => {
    fc.assert(
      fc.property(mapping, (value) => {
        const text = stringify(value, { lineWidth: 0, blockQuote: false });
        expect(plain(read(text))).toEqual([byLibrary(text)]);
      }),
      { numRuns: 2_000 },
    );
  });
});
