import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile, readLockFolder } from '../../../test/support/lock-file.js';
import { yarnLockFile } from './yarn.lock-file.js';

const read = (content: string) => readLockFile(yarnLockFile, 'yarn.lock', content);
const classic = (...lines: string[]) => read(`# yarn lockfile v1\n\n${lines.join('\n')}\n`);
const berry = (...lines: string[]) => read(`__metadata:\n  version: 8\n\n${lines.join('\n')}\n`);

describe('yarnLockFile', () => {
  it('reads version 1', () => {
    expect(read(exampleOf(yarnLockFile))).toMatchObject({
      packages: [
        'pkg:npm/%40babel/core@7.1.0',
        'pkg:npm/ms@2.1.3',
        'pkg:npm/string-width@4.2.3',
        'pkg:npm/tool@2.0.0',
      ],
      problem: null,
    });
    expect(read(exampleOf(yarnLockFile).replaceAll('\n', '\r\n')).packages).toHaveLength(4);
  });

  it.each([
    ['"a@git+ssh://git@example.org/a.git#0a1b":', 'a'],
    ['a@example/a:', 'a'],
    ['"a@github:example/a":', 'a'],
    ['"a@file:./a-1.0.0.tgz":', 'a'],
    ['"a@https://example.org/a.tgz":', 'a'],
    ['"b@https://registry.example.org/npm/a/-/a-1.0.0.tgz":', 'a'],
    ['"b@https://registry.example.org/@ui/a/-/a-1.0.0.tgz":', '%40ui/a'],
  ])('lists %s at the version that it states', (entry, name) => {
    const packages = [`pkg:npm/${name}@1.0.0`];
    expect(classic(entry, '  version "1.0.0"')).toMatchObject({ packages, problem: null });
  });

  it.each(['"a@file:./a":', '"a@./a":', '"a@../libs/a":', 'a@~/a:'])('leaves out the folder %s', (entry) => {
    expect(classic(entry, '  version "1.0.0"')).toMatchObject({ packages: [], problem: null });
  });

  it.each(['a@~1.0.0:', '"a@>=1 <3", a@^1:', 'a@*:', 'a@latest:', 'a@:', 'a:'])(
    'reads the range of %s',
    (entry) => {
      expect(classic(entry, '  version "1.0.0"').packages).toEqual(['pkg:npm/a@1.0.0']);
    },
  );

  it('reads version 1 without its first line, as Yarn does', () => {
    const packages = ['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0'];
    const plain =
      'a@^1.0.0:\n  version "1.0.0"\n  resolved "https://example.org/a-1.0.0.tgz"\n\nb@^2:\n  version "2.0.0"\n';
    const inQuotes =
      '"a@^1.0.0":\n  "resolved" "https://example.org/a-1.0.0.tgz"\n  "version" "1.0.0"\n\n"b@^2":\n  "version" "2.0.0"\n';
    for (const content of [plain, inQuotes]) expect(read(content)).toMatchObject({ packages, problem: null });
    expect(read('a:\n  version: 1.0.0\n').problem).toContain('neither "yarn lockfile v1" nor "__metadata"');
  });

  it('reads keys in quotes', () => {
    const lines = ['a@1:', '  "version" "1.0.0"', '  "dependencies":', '    "version" "^2.0.0"'];
    expect(classic(...lines)).toMatchObject({ packages: ['pkg:npm/a@1.0.0'], problem: null });
  });

  it.each([
    ['https://registry.example.org/@ui/text/-/text-1.0.0.tgz#0a1b', '%40ui/text'],
    ['https://registry.example.org/@ui%2ftext/-/text-1.0.0.tgz', '%40ui/text'],
    ['https://registry.example.org/text/-/text-2.0.0.tgz', 'a'],
    ['https://example.org/download/text/1.0.0/0a1b', 'a'],
  ])('goes by the package that was loaded from %s', (resolved, name) => {
    const { packages } = classic('a@^1.0.0:', '  version "1.0.0"', `  resolved "${resolved}"`);
    expect(packages).toEqual([`pkg:npm/${name}@1.0.0`]);
  });

  it('reads an alias without a version', () => {
    expect(classic('"a@npm:@ui/text":', '  version "1.0.0"').packages).toEqual(['pkg:npm/%40ui/text@1.0.0']);
  });

  it.each([
    [
      'an entry without a version',
      ['a@^1:', '  resolved "x"', 'b@1:', '  version "1"'],
      'entry at line 3 has no version',
    ],
    ['a last entry without one', ['b@1:', '  version "1"', 'a@^1:'], 'entry at line 5 has no version'],
    ['an entry without a name', ['"":', '  version "1"', 'b@1:', '  version "1"'], '"" is no package name'],
    [
      'marks of a conflict',
      ['<<<<<<< ours', 'b@1:', '  version "1"', '======='],
      'line 3 is no entry: "<<<<<<< ours"',
    ],
  ])('reports %s and keeps the rest', (_, lines, message) => {
    const { packages, problem } = classic(...lines);
    expect(packages).toEqual(['pkg:npm/b@1']);
    expect(problem).toContain(message);
  });

  it('reads later versions', () => {
    const { packages, problem } = berry(
      '"@babel/core@npm:^7.0.0, @babel/core@npm:^7.1.0":',
      '  version: 7.1.0',
      '  resolution: "@babel/core@npm:7.1.0"',
      '  dependencies:',
      '    ms: "npm:2.1.3"',
      '  languageName: node',
      '  linkType: hard',
      '',
      '"private@npm:^1.0.0":',
      '  version: 1.0.0',
      '  resolution: "private@npm:1.0.0::__archiveUrl=https%3A%2F%2Fexample.org%2Fp.tgz"',
      '"text-width@npm:string-width@4.2.3":',
      '  version: 4.2.3',
      '  resolution: "string-width@npm:4.2.3"',
    );
    expect(problem).toBeNull();
    expect(packages).toEqual([
      'pkg:npm/%40babel/core@7.1.0',
      'pkg:npm/private@1.0.0',
      'pkg:npm/string-width@4.2.3',
    ]);
  });

  it.each([
    ['a@https://github.com/example/a.git#commit=0a1b', 'a'],
    ['a@file:../a.tgz#../a.tgz::hash=0a1b&locator=web%40workspace%3A.', 'a'],
    ['b@https://registry.example.org/a/-/a-1.0.0.tgz', 'a'],
  ])('lists %s at the version that it states', (resolution, name) => {
    const packages = [`pkg:npm/${name}@1.0.0`];
    expect(berry('"a@x":', '  version: 1.0.0', `  resolution: "${resolution}"`)).toMatchObject({
      packages,
      problem: null,
    });
  });

  it.each([
    'web@workspace:web',
    'a@patch:a@npm%3A1.0.0#~/a.patch::version=1.0.0&hash=0a1b',
    'a@file:../a#../a::hash=0a1b&locator=web%40workspace%3A.',
    'a@portal:../a::locator=web%40workspace%3A.',
    'a@link:../a::locator=web%40workspace%3A.',
    'a@exec:./generate.js#./generate.js::hash=0a1b',
  ])('leaves out %s', (resolution) => {
    expect(berry('"a@x":', '  version: 1.0.0', `  resolution: "${resolution}"`)).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it('reports what it cannot read', () => {
    expect(berry('"a@npm:1":', '  version: 1', '"b@npm:1":', '  resolution: "b@npm:1"')).toMatchObject({
      packages: ['pkg:npm/b@1'],
      problem: '"a@npm:1" has no resolution',
    });
    expect(read('a: 1\n').problem).toContain('neither "yarn lockfile v1" nor "__metadata"');
    expect(read('').problem).toContain('neither "yarn lockfile v1" nor "__metadata"');
    expect(berry('<<<<<<< ours').problem).toContain('the file is no YAML');
  });
});

/** `a^1 1.0.0: b^2`: the entry of a range, its version, and what it needs. */
const entries = (...texts: string[]) =>
  texts.map((text) => {
    const [key = '', needs = ''] = text.split(': ');
    const [range = '', version = ''] = key.split(' ');
    return { range, version, needs: needs.split(' ').filter((need) => need !== '') };
  });
const ofVersion1 = (...texts: string[]) =>
  `# yarn lockfile v1\n\n${entries(...texts)
    .map(({ range, version, needs }) =>
      [
        `"${range}":`,
        `  version "${version}"`,
        ...(needs.length > 0 ? ['  dependencies:'] : []),
        ...needs.map((need) => `    "${need.split('^')[0]!.slice(0, -1)}" "^${need.split('^')[1]}"`),
      ].join('\n'),
    )
    .join('\n\n')}\n`;
const manifest = (of: object) => JSON.stringify(of);

describe('yarnLockFile beside package.json', () => {
  const lock = ofVersion1(
    'a@^1 1.0.0: b@^1',
    'b@^1 1.0.0',
    'c@^1 1.0.0: b@^1 d@^1',
    'd@^1 1.0.0',
    'e@^1 1.0.0',
  );
  const used = ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'];
  const packages = (files: Record<string, string>) =>
    readLockFolder(yarnLockFile, { 'yarn.lock': lock, ...files });

  it('marks what devDependencies alone lead to', () => {
    const project = manifest({ dependencies: { a: '^1' }, devDependencies: { c: '^1' } });
    expect(packages({ 'package.json': project })).toEqual([
      ...used,
      'pkg:npm/c@1.0.0 (development)',
      'pkg:npm/d@1.0.0 (development)',
      // Nothing is known to ask for it.
      'pkg:npm/e@1.0.0',
    ]);
  });

  it.each([
    ['optional', { optionalDependencies: { c: '^1' }, devDependencies: { e: '^1' } }],
    ['needed as well', { dependencies: { c: '^1' }, devDependencies: { c: '^2', e: '^1' } }],
    [
      'needed in a range that is not locked',
      { dependencies: { c: '^9' }, devDependencies: { c: '^1', e: '^1' } },
    ],
  ])('does not mark what is %s', (_, project) => {
    const found = packages({ 'package.json': manifest(project) });
    expect(found.filter((one) => one.endsWith('(development)'))).toEqual(['pkg:npm/e@1.0.0 (development)']);
  });

  it.each([
    ['without it', {}],
    ['with one that is broken', { 'package.json': '{' }],
    ['with one of another folder', { 'web/package.json': manifest({ devDependencies: { a: '^1' } }) }],
    ['with one that asks for nothing', { 'package.json': '{}' }],
  ])('marks nothing %s', (_, files) => {
    expect(packages(files).filter((one) => one.endsWith('(development)'))).toEqual([]);
  });

  it('asks the workspaces too, and knows nothing when one cannot be read', () => {
    const root = manifest({ workspaces: ['packages/*'], devDependencies: { a: '^1', c: '^1' } });
    const files = {
      'package.json': root,
      'packages/x/package.json': manifest({ dependencies: { a: '^1' } }),
    };
    expect(packages(files).filter((one) => !one.endsWith('(development)'))).toEqual([
      ...used,
      'pkg:npm/e@1.0.0',
    ]);
    const broken = { ...files, 'packages/y/package.json': '{' };
    expect(packages(broken).filter((one) => one.endsWith('(development)'))).toEqual([]);
  });

  it('leaves projects with a lock file of their own to that one', () => {
    const found = packages({
      'package.json': manifest({ workspaces: ['*'], dependencies: { a: '^1' } }),
      'x/package.json': manifest({ devDependencies: { e: '^1' } }),
      'x/yarn.lock': ofVersion1('f@^1 1.0.0'),
    });
    expect(found.filter((one) => one.endsWith('(development)'))).toEqual([]);
  });

  it('reads what packages need, optional too, by other names and in quotes', () => {
    const text = [
      '# yarn lockfile v1',
      'a@^1, "a@>=1, <2":',
      '  version "1.0.0"',
      '  dependencies:',
      '    "@x/b" "^1"',
      '  optionalDependencies:',
      '    c ">=1 <2"',
      '"@x/b@^1":',
      '  version "1.0.0"',
      '"c@>=1 <2":',
      '  version "1.0.0"',
      '"d@npm:e@^1":',
      '  version "1.0.0"',
    ].join('\n');
    const project = {
      dependencies: { a: '>=1, <2' },
      devDependencies: { '@x/b': '^1', c: '>=1 <2', d: 'npm:e@^1' },
    };
    const files = { 'yarn.lock': text, 'package.json': manifest(project) };
    expect(readLockFolder(yarnLockFile, files)).toEqual([
      'pkg:npm/%40x/b@1.0.0',
      'pkg:npm/a@1.0.0',
      'pkg:npm/c@1.0.0',
      'pkg:npm/e@1.0.0 (development)',
    ]);
  });
});

describe('yarnLockFile of later versions beside package.json', () => {
  const lock = (...workspaces: string[]) =>
    [
      '__metadata:',
      '  version: 8',
      '"app@workspace:.":',
      '  version: 0.0.0-use.local',
      '  resolution: "app@workspace:."',
      '  dependencies:',
      '    a: "npm:^1"',
      '    c: "npm:^1"',
      ...workspaces,
      ...['a', 'b', 'c'].flatMap((name) => [
        `"${name}@npm:^1":`,
        '  version: 1.0.0',
        `  resolution: "${name}@npm:1.0.0"`,
        // Older ones leave out where it is from.
        ...(name === 'a' ? ['  dependencies:', '    b: ^1'] : []),
      ]),
    ].join('\n');
  const project = manifest({
    name: 'app',
    workspaces: ['x'],
    dependencies: { a: '^1' },
    devDependencies: { c: '^1' },
  });
  const all = ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0', 'pkg:npm/c@1.0.0'];

  it('marks what devDependencies alone lead to, whatever the lock file says of workspaces', () => {
    const files = { 'yarn.lock': lock(), 'package.json': project };
    expect(readLockFolder(yarnLockFile, files)).toEqual([...all.slice(0, 2), `${all[2]} (development)`]);
  });

  it('counts what a workspace needs that has no manifest here', () => {
    const x = ['"x@workspace:x":', '  version: 0.0.0-use.local', '  resolution: "x@workspace:x"'];
    const needs = ['  dependencies:', '    c: "npm:^1"'];
    const files = { 'yarn.lock': lock(...x, ...needs), 'package.json': project };
    expect(readLockFolder(yarnLockFile, files)).toEqual(all);
    const itsOwn = manifest({ name: 'x', devDependencies: { c: '^1' } });
    expect(readLockFolder(yarnLockFile, { ...files, 'x/package.json': itsOwn })[2]).toBe(
      `${all[2]} (development)`,
    );
  });

  it('counts what a patch changes', () => {
    const range = 'patch:c@npm%3A^1#~/c.patch';
    const patched = [`"c@${range}":`, '  version: 1.0.0', `  resolution: "c@${range}::version=1.0.0"`];
    const asked = manifest({ name: 'app', dependencies: { c: range }, devDependencies: { a: '^1' } });
    const files = { 'yarn.lock': lock(...patched), 'package.json': asked };
    expect(readLockFolder(yarnLockFile, files)).toEqual([
      ...all.slice(0, 2).map((one) => `${one} (development)`),
      all[2],
    ]);
  });
});
