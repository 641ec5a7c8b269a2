import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { uvLockFile } from './uv.lock-file.js';

const read = (content: string) => readLockFile(uvLockFile, 'uv.lock', content);
const aPackage = (name: string, source: string, ...dependencies: string[]) =>
  `[[package]]\nname = "${name}"\nversion = "1.0"\nsource = { ${source} }\ndependencies = [${dependencies.map((wanted) => `{ name = "${wanted}" }`).join()}]\n`;
const index = 'registry = "https://pypi.org/simple"';

describe('uvLockFile', () => {
  it.each([
    ['uv.lock', true],
    ['tools/import.py.lock', true],
    ['py.lock', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(uvLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what comes from the index, and finds out what only development needs', () => {
    expect(read(exampleOf(uvLockFile))).toMatchObject({
      packages: [
        'pkg:pypi/flask@2.3.3',
        'pkg:pypi/iniconfig@2.0.0 (development)',
        'pkg:pypi/packaging@23.1',
        'pkg:pypi/pysocks@1.7.1',
        'pkg:pypi/pytest@7.4.2 (development)',
        'pkg:pypi/requests@2.31.0',
        'pkg:pypi/tool@2.0.0',
      ],
      problem: null,
    });
  });

  it('begins at every package of a workspace', () => {
    const text = [
      aPackage('shop', 'editable = "."', 'a'),
      aPackage('web', 'virtual = "web"', 'b'),
      aPackage('a', index, 'c'),
      aPackage('b', index),
      aPackage('c', index, 'a'),
      aPackage('d', index, 'a'),
    ].join('');
    expect(read(text).packages).toEqual([
      'pkg:pypi/a@1.0',
      'pkg:pypi/b@1.0',
      'pkg:pypi/c@1.0',
      'pkg:pypi/d@1.0 (development)',
    ]);
  });

  it('tells the versions of a package apart where what needs one says which', () => {
    const locked = (name: string, version: string, source: string, ...fields: string[]) =>
      [
        `[[package]]`,
        `name = "${name}"`,
        `version = "${version}"`,
        `source = { ${source} }`,
        ...fields,
        '',
      ].join('\n');
    const text = [
      locked('shop', '0', 'virtual = "."', 'dependencies = [{ name = "a", version = "2.0" }]'),
      locked('a', '1.0', index, 'dependencies = [{ name = "b" }]'),
      locked('a', '2.0', index, 'dependencies = [{ name = "c" }]'),
      locked('b', '1.0', index),
      locked('c', '1.0', index),
      locked('c', '2.0', index),
    ].join('');
    expect(read(text).packages).toEqual([
      'pkg:pypi/a@1.0 (development)',
      'pkg:pypi/a@2.0',
      'pkg:pypi/b@1.0 (development)',
      'pkg:pypi/c@1.0',
      'pkg:pypi/c@2.0',
    ]);
  });

  it('takes all for needed where the project has no package', () => {
    expect(read(aPackage('a', index)).packages).toEqual(['pkg:pypi/a@1.0']);
  });

  it.each(['git = "https://example.org/a.git"', 'url = "https://example.org/a.zip"', 'path = "a.whl"'])(
    'lists what comes from %s at the version that it states',
    (source) => {
      const packages = ['pkg:pypi/a@1.0'];
      expect(read(aPackage('a', source))).toMatchObject({ packages, problem: null });
    },
  );

  it.each(['directory = "a"', 'editable = "a"', 'virtual = "."'])('leaves out %s', (source) => {
    expect(read(aPackage('a', source))).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no TOML', '[[package', 'the file is no TOML at line 1'],
    ['packages that are a text', 'package = "a"\n', '"package" is no list'],
    ['a package that is a text', 'package = ["a"]\n', 'a package has no name'],
    ['a package without a version', '[[package]]\nname = "a"\n', '"a" has no version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
