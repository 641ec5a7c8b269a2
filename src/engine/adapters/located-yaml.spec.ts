import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocatedDocument } from './located-document.js';
import { readLocatedYaml } from './located-yaml.js';

function documentsOf(text: string): readonly LocatedDocument[] {
  const result = readLocatedYaml(text, null);
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.documents;
}
function problemOf(text: string) {
  const result = readLocatedYaml(text, 'a.yaml');
  return result.ok ? null : result.problem;
}
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('readLocatedYaml', () => {
  it('tells where each part stands, and of what is not there what is around it', () => {
    const [document] = documentsOf(
      'services:\n  web:\n    image: nginx # here\n    ports:\n      - "80:80"\n',
    );
    expect(document!.place(['services', 'web', 'image'])).toEqual({
      file: null,
      document: 0,
      pointer: '/services/web/image',
      line: 3,
    });
    expect(document!.place(['services', 'web', 'ports', 0])).toMatchObject({
      pointer: '/services/web/ports/0',
      line: 5,
    });
    expect(document!.place(['services', 'web', 'user'])).toMatchObject({ pointer: '/services/web', line: 2 });
    expect(document!.place([])).toMatchObject({ pointer: '', line: 1 });
  });

  it('reads several documents, and leaves the empty ones out', () => {
    const documents = documentsOf('---\n---\na: 1\n---\n# nothing\n---\nb: 2\n');
    expect(documents.map(({ index, value }) => [index, plain(value)])).toEqual([
      [1, { a: 1 }],
      [3, { b: 2 }],
    ]);
    expect(documents[1]!.place(['b']).line).toBe(7);
  });

  it('carries out merges and finds what they bring', () => {
    const [document] = documentsOf('x: &x\n  a: 1\n  b: 2\ny:\n  <<: *x\n  b: 3\n');
    expect(plain(document!.value)).toEqual({ x: { a: 1, b: 2 }, y: { a: 1, b: 3 } });
    expect(document!.place(['y', 'a'])).toMatchObject({ line: 2 });
    expect(document!.place(['y', 'b'])).toMatchObject({ line: 6 });
  });

  it('is safe from keys that objects inherit', () => {
    const [document] = documentsOf('__proto__:\n  polluted: true\nconstructor: 1\n');
    expect(Object.keys(document!.value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('says what is no YAML and where', () => {
    expect(problemOf('a: 1\nb: [1, 2\nc: 3\n')).toMatchObject({ file: 'a.yaml', line: 3 });
  });

  it.each([
    ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb(9)}`],
    ['an alias in itself', 'a: &a\n  b: *a\n'],
    ['an alias of nothing', 'a: *nothing\n'],
    ['deep nesting', '['.repeat(5_000)],
    ['deep blocks', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['a great many brackets that open nowhere', '}'.repeat(8 * 1024 * 1024)],
    ['a great many directives', '%X y\n'.repeat(1024 * 1024)],
    ['too large a text', `a: ${'x'.repeat(9 * 1024 * 1024)}`],
  ])('refuses %s', (_name, text) => {
    expect(problemOf(text)).not.toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => readLocatedYaml(text, null) !== null));
  });
});

function bomb(levels: number): string {
  const names = 'abcdefghijklm';
  return Array.from({ length: levels }, (_, index) => {
    const of = `*${names[index]!}`;
    return `${names[index + 1]!}: &${names[index + 1]!} [${Array.from({ length: 9 }, () => of).join(',')}]`;
  }).join('\n');
}
