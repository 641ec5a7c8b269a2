import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { pointerPart } from '../adapters/json-pointer.js';
import { readLocatedYaml } from '../adapters/located-yaml.js';
import { changed, EditRefusal, isSame } from './document/plain-edit.js';
import { editDocument } from './document-editor.js';
import type { DocumentEdit, JsonValue } from './edit.js';

const set = (pointer: string, value: JsonValue, document = 0): DocumentEdit => ({
  ...{ kind: 'set', document, pointer, value },
});
const remove = (pointer: string, document = 0): DocumentEdit => ({ kind: 'remove', document, pointer });
const append = (pointer: string, value: JsonValue, document = 0): DocumentEdit => ({
  ...{ kind: 'append', document, pointer, value },
});

function edit(text: string, ...edits: DocumentEdit[]): string {
  const result = editDocument(text, edits);
  if (!result.ok) throw new Error(result.problem.message.en);
  expect(result.refused).toEqual([]);
  return result.text;
}

const compose = `# the shop
services:
    web: # front
        image: 'nginx:1.27'   # pinned
        ports: ["80:80", "443:443"]
        cap_drop:
        - NET_RAW # no ping

        # for the device
        privileged: true
    db: {image: "postgres:17", read_only: false}
`;

describe('editing a document', () => {
  it('changes the lines concerned and nothing else, in the style of what is there', () => {
    const edited = edit(
      compose,
      set('/services/web/image', 'nginx:1.28'),
      remove('/services/web/privileged'),
      append('/services/web/cap_drop', 'MKNOD'),
      append('/services/web/security_opt', 'no-new-privileges:true'),
      set('/services/web/deploy/resources/limits/memory', '512M'),
      remove('/services/web/ports/0'),
      set('/services/db/read_only', true),
      set('/services/db/user', '1000:1000'),
    );
    expect(edited).toBe(`# the shop
services:
    web: # front
        image: 'nginx:1.28'   # pinned
        ports: ["443:443"]
        cap_drop:
        - NET_RAW # no ping
        - MKNOD

        # for the device
        security_opt:
        - no-new-privileges:true
        deploy:
            resources:
                limits:
                    memory: 512M
    db: {image: "postgres:17", read_only: true, user: 1000:1000}
`);
  });

  it.each([
    ['a scalar by a list', 'a: x # c\nb: 1\n', set('/a', ['v', 'z']), 'a: # c\n  - v\n  - z\nb: 1\n'],
    ['a list by a scalar', 'a: # c\n  - x\nb: 1\n', set('/a', 'v'), 'a: v # c\nb: 1\n'],
    ['a list by a map', 'a:\n  - x\n  - y\nb: 1\n', set('/a', { k: 1 }), 'a:\n  k: 1\nb: 1\n'],
    ['nothing by a map', 'a:\n  b:\n', set('/a/b/c', 1), 'a:\n  b:\n    c: 1\n'],
    ['an empty map', 'a: {}\n', set('/a/b', 1), 'a: { b: 1 }\n'],
    ['a block text', 'a: |\n  x\n  y\n\nb: 1\n', set('/a', 'z'), 'a: z\n\nb: 1\n'],
    ['a word that old readers take for another', 'a: x\n', set('/a', 'no'), 'a: "no"\n'],
  ])('replaces %s', (_what, text, change, expected) => {
    expect(edit(text, change)).toBe(expected);
  });

  it.each([
    ['the last member with what is around it', 'a:\n  b:\n    c: 1\nd: 2\n', ['/a/b/c'], 'd: 2\n'],
    ['every element of a list', 'a:\n  - 1\n  - 2\nd: 2\n', ['/a/0', '/a/1'], 'd: 2\n'],
    ['an element twice', 'a: [1, 2]\n', ['/a/0', '/a/0'], 'a: [2]\n'],
    ['a part and the whole of it', 'a: [{b: 1}, 2]\n', ['/a/0/b', '/a/0'], 'a: [2]\n'],
    ['the first key behind a dash', '- a: 1\n  b: 2\n', ['/0/a'], '- b: 2\n'],
    ['all of a document', 'a: 1 # c\n', ['/a'], '{} # c\n'],
  ])('takes out %s', (_what, text, pointers, expected) => {
    expect(edit(text, ...pointers.map((pointer) => remove(pointer)))).toBe(expected);
  });

  it('keeps line ends of Windows', () => {
    expect(edit('a:\r\n  b: 1\r\n', set('/a/c', ['x']), append('/d', 1))).toBe(
      'a:\r\n  b: 1\r\n  c:\r\n    - x\r\nd:\r\n  - 1\r\n',
    );
  });

  it('edits JSON as JSON', () => {
    const text = '{\n  "a": "x",\n  "list": [],\n  "c": { "d": true }\n}\n';
    const edited = edit(text, set('/a', 'y'), append('/list', 'z'), set('/e', { f: [1] }), remove('/c/d'));
    expect(edited).toBe('{\n  "a": "y",\n  "list": ["z"],\n  "e": { "f": [ 1 ] }\n}\n');
    expect(JSON.parse(edited)).toEqual({ a: 'y', list: ['z'], e: { f: [1] } });
  });

  it('edits the documents of a stream by their index', () => {
    const text = '# one\na: 1\n---\n# two\na: 1\n---\na: 1';
    expect(edit(text, set('/a', 2, 1), set('/b', 3, 2))).toBe(
      '# one\na: 1\n---\n# two\na: 2\n---\na: 1\nb: 3',
    );
  });

  it('lays an edit over what comes from an anchor', () => {
    const text =
      'x: &base\n  user: root\n  env: &e { A: 1 }\ns:\n  a:\n    <<: *base\n  b:\n    env: *e\n    k: 1\n';
    expect(edit(text, set('/s/a/user', 'app'), set('/s/b/env/B', 2))).toBe(
      'x: &base\n  user: root\n  env: &e { A: 1 }\ns:\n  a:\n    <<: *base\n    user: app\n  b:\n    env:\n      <<: *e\n      B: 2\n    k: 1\n',
    );
    expect(edit(text, remove('/s/a/user'))).toContain('  a:\n    env:\n      A: 1\n');
  });

  it('leaves others what an edited anchor gave them', () => {
    const text = 'a: &a\n  privileged: true\n  image: x\nb:\n  <<: *a\n  image: y\n';
    expect(edit(text, remove('/a/privileged'))).toBe(
      'a: &a\n  image: x\nb:\n  privileged: true\n  image: y\n',
    );
    expect(edit(text, remove('/a/privileged'), remove('/b/privileged'))).toBe(
      'a: &a\n  image: x\nb:\n  <<: *a\n  image: y\n',
    );
  });

  it('refuses what has no place, and makes the other edits', () => {
    const bad = [set('/a/b', 1), append('/a', 1), set('/list/7', 1), set('/a', 1, 4)];
    const result = editDocument('a: x\nlist: [1]\n', [...bad, set('/c', 1)]);
    expect(result).toEqual({ ok: true, text: 'a: x\nlist: [1]\nc: 1\n', refused: bad });
    expect(editDocument('a: [', [])).toMatchObject({ ok: false });
  });
});

const word = fc.constantFrom('a', 'b', 'c', 'no', '0440', 'x: y', "it's", '8', 'k/1', '# z', '', 'long word');
const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(word, fc.integer({ min: -9, max: 99 }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
const root = fc.dictionary(word, json, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

function pathsOf(value: JsonValue, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).flatMap(([key, member]) =>
    pathsOf(member as JsonValue, path + pointerPart(key)),
  );
  return path === '' ? members : [path, ...members];
}

const styles = [
  { indent: 2 },
  { indent: 4, indentSeq: false },
  { collectionStyle: 'flow' },
  { defaultStringType: 'QUOTE_SINGLE' },
] as const;

const cases = root.chain((value) => {
  const pointer = fc
    .tuple(fc.constantFrom(...pathsOf(value)), fc.constantFrom('', '', '/new', '/new/er'))
    .map((parts) => parts.join(''));
  const edits = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), document: fc.constant(0), pointer, value: json }),
    fc.record({ kind: fc.constant('append' as const), document: fc.constant(0), pointer, value: json }),
    fc.record({ kind: fc.constant('remove' as const), document: fc.constant(0), pointer }),
  );
  const style = fc.constantFrom(...styles);
  return fc.tuple(fc.constant(value), style, edits, fc.boolean(), fc.boolean());
});

/** Every line with a comment of its own, where a line can carry one. */
function commented(text: string): string {
  return text
    .split('\n')
    .map((line, index) => (/[|>][-+]?$/.test(line) || line === '' ? line : `${line} # line ${index}`))
    .join('\n');
}

function plain(text: string): unknown {
  const read = readLocatedYaml(text, null);
  if (!read.ok) throw new Error(read.problem.message.en);
  return read.documents[0]?.value;
}

describe('an edit of any document', () => {
  it('says what the edit of the plain value says, once and again, and leaves other lines', () => {
    fc.assert(
      fc.property(cases, ([value, style, change, isCommented, isWindows]) => {
        const clean = stringify(value, { lineWidth: 0, ...style });
        const unix = isCommented && !('collectionStyle' in style) ? commented(clean) : clean;
        const text = isWindows ? unix.replaceAll('\n', '\r\n') : unix;
        const path = change.pointer
          .split('/')
          .slice(1)
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
        let wanted: unknown;
        try {
          wanted = changed(plain(text), path, change) ?? {};
        } catch (error) {
          if (!(error instanceof EditRefusal)) throw error;
          expect(editDocument(text, [change])).toEqual({ ok: true, text, refused: [change] });
          return;
        }
        const edited = edit(text, change);
        expect(isSame(plain(edited), wanted)).toBe(true);
        expect(edit(edited, ...(change.kind === 'remove' ? [] : [change]))).toBe(edited);
        const lines = new Set(edited.split('\n'));
        const gone = text.split('\n').filter((line) => !lines.has(line)).length;
        const concerned = stringify({ a: valueIn(value, path.slice(0, -1)) }, { lineWidth: 0, ...style });
        expect(gone).toBeLessThanOrEqual(concerned.split('\n').length + path.length);
      }),
      { numRuns: 100 },
    );
  });
});

function valueIn(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (current, part) => (current as Record<string, unknown> | null | undefined)?.[part] ?? null,
    value,
  );
}
