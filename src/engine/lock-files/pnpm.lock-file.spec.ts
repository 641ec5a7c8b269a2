import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { pnpmLockFile } from './pnpm.lock-file.js';

const read = (content: string) => readLockFile(pnpmLockFile, 'pnpm-lock.yaml', content);
const locking = (version: string, ...keys: string[]) =>
  read(
    `lockfileVersion: ${version}\n\npackages:\n\n${keys.map((key) => `  ${key}:\n    dev: false\n`).join('')}`,
  );

describe('pnpmLockFile', () => {
  it('reads version 9, and finds out what only development needs', () => {
    expect(read(exampleOf(pnpmLockFile))).toMatchObject({
      packages: [
        'pkg:npm/%40ui/react@18.2.0',
        'pkg:npm/lru-cache@6.0.0 (development)',
        'pkg:npm/semver@7.5.4 (development)',
        'pkg:npm/string-width@4.2.3',
        'pkg:npm/tool@2.0.0',
        'pkg:npm/use-store@1.2.0',
      ],
      problem: null,
    });
  });

  it.each([
    ['5.4', '/a/1.0.0', 'a@1.0.0'],
    ['5.4', '/@ui/a/1.0.0', '%40ui/a@1.0.0'],
    ['5.4', '/a/1.0.0_react@18.2.0', 'a@1.0.0'],
    ['5.4', '/a_b/1.0.0_@ui+react@18.2.0', 'a_b@1.0.0'],
    ['5.3', 'registry.example.org/a/1.0.0', 'a@1.0.0'],
    ['5.3-inlineSpecifiers', 'registry.example.org/@ui/a/1.0.0', '%40ui/a@1.0.0'],
    ["'6.0'", '/a@1.0.0', 'a@1.0.0'],
    ["'6.0'", '/@ui/a@1.0.0-rc.1+b', '%40ui/a@1.0.0-rc.1%2Bb'],
    ["'6.1'", '/a_b@1.0.0(@ui/react@18.2.0)(c@1.0.0)', 'a_b@1.0.0'],
    ["'9.0'", 'a_b@1.0.0', 'a_b@1.0.0'],
    ["'9.0'", "'@ui/a@1.0.0(patch_hash=0a1b)'", '%40ui/a@1.0.0'],
  ])('of version %s reads the key %s', (version, key, purl) => {
    expect(locking(version, key)).toMatchObject({ packages: [`pkg:npm/${purl}`], problem: null });
  });

  it.each([
    ['5.4', 'github.com/example/a/0a1b', 'name: a'],
    ['5.4', '/repositories/a/0a1b', "name: '@ui/a'", '%40ui/'],
    ['5.4', 'file:../a.tgz_react@18.2.0', 'name: a'],
    ["'6.0'", "'@registry.example.org/a/-/a-1.0.0.tgz'", 'name: a'],
    ["'6.0'", "'file:a-1.0.0.tgz(react@18.2.0)'", 'name: a'],
    ["'9.0'", 'a@https://codeload.github.com/example/a/tar.gz/0a1b', 'hasBin: true'],
    ["'9.0'", "'@ui/a@file:../a.tgz(react@18.2.0)'", 'hasBin: true', '%40ui/'],
    ["'9.0'", 'a@git+https://example.org/a.git#0a1b', 'hasBin: true'],
  ])('of version %s lists %s at the version that it states', (version, key, more, scope = '') => {
    const text = `lockfileVersion: ${version}\npackages:\n  ${key}:\n    ${more}\n    version: 1.0.0\n`;
    expect(read(text)).toMatchObject({ packages: [`pkg:npm/${scope}a@1.0.0`], problem: null });
  });

  it.each([
    ['5.4', 'file:../a.tgz'],
    ['5.4', 'file:../a:\n    name: a\n    version: 1.0.0'],
    ["'9.0'", 'node@runtime:22.19.0:\n    version: 22.19.0'],
    ["'6.0'", "'@registry.example.org/a/-/a-1.0.0.tgz':\n    name: a"],
    ["'6.0'", 'file:a(react@18.2.0)'],
    ["'9.0'", 'a@https://codeload.github.com/example/a/tar.gz/0a1b'],
    ["'9.0'", 'a@file:../a'],
    ["'9.0'", 'a@git+https://example.org/a.git#0a1b'],
  ])('of version %s leaves out %s', (version, key) => {
    const entry = key.includes(':\n') ? `  ${key}\n` : `  ${key}:\n    id: x\n`;
    expect(read(`lockfileVersion: ${version}\npackages:\n${entry}`)).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it('reads what versions 5 and 6 say of development', () => {
    const text =
      "lockfileVersion: '6.0'\npackages:\n  /a@1.0.0:\n    dev: true\n  /b@1.0.0:\n    dev: false\n  /c@1.0.0:\n    hasBin: true\n";
    expect(read(text).packages).toEqual([
      'pkg:npm/a@1.0.0 (development)',
      'pkg:npm/b@1.0.0',
      'pkg:npm/c@1.0.0',
    ]);
  });

  it('follows optional dependencies, aliases and circles of version 9', () => {
    const text = `lockfileVersion: '9.0'
importers:
  web:
    optionalDependencies:
      a: {specifier: 1.0.0, version: 1.0.0}
    devDependencies:
      e: {specifier: 1.0.0, version: 1.0.0}
packages:
  a@1.0.0: {}
  b@1.0.0: {}
  c@1.0.0: {}
  d@1.0.0: {}
  e@1.0.0: {}
snapshots:
  a@1.0.0:
    optionalDependencies:
      b-alias: b@1.0.0(c@1.0.0)
  b@1.0.0(c@1.0.0):
    dependencies:
      a: 1.0.0
      c: 1.0.0
  e@1.0.0:
    dependencies:
      c: 1.0.0
      d: 1.0.0
`.replaceAll(/\{specifier: 1.0.0, version: (1.0.0)\}/g, '\n        specifier: $1\n        version: $1');
    expect(read(text).packages).toEqual([
      'pkg:npm/a@1.0.0',
      'pkg:npm/b@1.0.0',
      'pkg:npm/c@1.0.0',
      'pkg:npm/d@1.0.0 (development)',
      'pkg:npm/e@1.0.0 (development)',
    ]);
  });

  it('reads every document of the file', () => {
    const one = (name: string) => `---\nlockfileVersion: '9.0'\npackages:\n  ${name}@1.0.0: {}\n`;
    expect(read(one('a') + one('b')).packages).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0']);
  });

  it('takes pnpm itself for development', () => {
    const wanted = (group: string, name: string) =>
      `    ${group}:\n      ${name}:\n        specifier: 1.0.0\n        version: 1.0.0\n`;
    const text = `lockfileVersion: '9.0'\nimporters:\n  .:\n${[
      wanted('configDependencies', 'a'),
      wanted('packageManagerDependencies', 'pnpm'),
      wanted('dependencies', 'b'),
    ].join('')}packages:\n  a@1.0.0: {}\n  b@1.0.0: {}\n  pnpm@1.0.0: {}\n`;
    expect(read(text).packages).toEqual([
      'pkg:npm/a@1.0.0 (development)',
      'pkg:npm/b@1.0.0',
      'pkg:npm/pnpm@1.0.0 (development)',
    ]);
  });

  it('reads a file that another tool has formatted', () => {
    const text =
      'lockfileVersion: "6.0"\npackages:\n  /a@1.0.0:\n    resolution:\n      {\n        integrity: x,\n      }\n    dev: true # so\n';
    expect(read(text)).toMatchObject({ packages: ['pkg:npm/a@1.0.0 (development)'], problem: null });
  });

  it('takes a project without dependencies for one', () => {
    expect(read('lockfileVersion: 5.4\n\nspecifiers: {}\n')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['5.4', '', 'a: 1.0.0_c@1.0.0\n  b: 2.0.0\n  d: link:../d\n  e: /f/1.0.0', '/a/1.0.0_c@1.0.0'],
    ["'6.0'", '', 'a:\n    version: 1.0.0(c@1.0.0)\n  b:\n    version: 2.0.0', '/a@1.0.0(c@1.0.0)'],
    [
      "'9.0'",
      'importers:\n .:\n  ',
      'a:\n    version: 1.0.0(c@1.0.0)\n   b:\n    version: 2.0.0\n   e:\n    version: f@1.0.0',
      'a@1.0.0',
    ],
  ])('of version %s reports what is asked for and not listed', (version, start, wanted, key) => {
    const indent = start === '' ? '  ' : '   ';
    const text = `lockfileVersion: ${version}\n${start}dependencies:\n${indent}${wanted}\npackages:\n  ${key}: {}\n`;
    expect(read(text).problem).toBe('"b 2.0.0" is asked for and not among the packages');
  });

  it.each([
    ['a version that is not known', "lockfileVersion: '7.0'\n", 'lockfileVersion is not 5, 6 or 9: "7.0"'],
    ['no version', 'packages: {}\n', 'lockfileVersion is not 5, 6 or 9'],
    ['packages that are a text', "lockfileVersion: '9.0'\npackages: a\n", '"packages" is no object'],
    [
      'a key without a version',
      "lockfileVersion: '9.0'\npackages:\n  a:\n    b: 1\n",
      '"a" is no package and version',
    ],
    [
      'a key with a name for a version',
      'lockfileVersion: 5.4\npackages:\n  /a/b:\n    dev: true\n',
      '"/a/b" is no package',
    ],
    [
      'a name that is none',
      "lockfileVersion: '9.0'\npackages:\n  /a@1.0.0: {}\n",
      '"/a@1.0.0" is no package',
    ],
    ['no YAML', 'a: [', 'the file is no YAML'],
    ['a list', '- a\n- b\n', 'lockfileVersion is not 5, 6 or 9'],
  ])('reports %s', (_, content, message) => {
    const { packages, problem } = read(content);
    expect(packages).toEqual([]);
    expect(problem).toContain(message);
  });
});
