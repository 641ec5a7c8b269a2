import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
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
