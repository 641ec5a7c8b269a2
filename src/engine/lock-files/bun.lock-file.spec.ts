import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { bunLockFile } from './bun.lock-file.js';

const read = (content: string) => readLockFile(bunLockFile, 'bun.lock', content);
const locking = (packages: unknown, workspaces?: unknown) => read(JSON.stringify({ workspaces, packages }));

describe('bunLockFile', () => {
  it('lists what is installed from the registry, by its own name', () => {
    expect(read(exampleOf(bunLockFile))).toMatchObject({
      packages: [
        'pkg:npm/debug@2.6.9',
        'pkg:npm/lru-cache@6.0.0 (development)',
        'pkg:npm/ms@2.0.0',
        'pkg:npm/ms@2.1.3',
        'pkg:npm/semver@7.5.4 (development)',
        'pkg:npm/string-width@4.2.3',
      ],
      problem: null,
    });
  });

  it('takes of several packages of one name the nearest', () => {
    const entry = (version: string, ...wanted: string[]) => [
      version,
      '',
      { dependencies: Object.fromEntries(wanted.map((name) => [name, '*'])) },
    ];
    const packages = {
      '@ui/a': entry('@ui/a@1.0.0', 'b'),
      b: entry('b@1.0.0'),
      c: entry('c@1.0.0'),
      '@ui/a/b': entry('b@2.0.0', '@ui/c', 'd'),
      '@ui/c': entry('@ui/c@1.0.0'),
      '@ui/a/@ui/c': entry('@ui/c@2.0.0'),
      '@ui/a/b/d': entry('d@2.0.0', 'c'),
      d: entry('d@1.0.0'),
    };
    const workspaces = {
      '': { dependencies: { '@ui/a': '*' }, devDependencies: { b: '*', d: '*', '@ui/c': '*' } },
    };
    expect(locking(packages, workspaces).packages).toEqual([
      'pkg:npm/%40ui/a@1.0.0',
      'pkg:npm/%40ui/c@1.0.0 (development)',
      'pkg:npm/%40ui/c@2.0.0',
      'pkg:npm/b@1.0.0 (development)',
      'pkg:npm/b@2.0.0',
      'pkg:npm/c@1.0.0',
      'pkg:npm/d@1.0.0 (development)',
      'pkg:npm/d@2.0.0',
    ]);
  });

  it("begins at each workspace's own packages", () => {
    const workspaces = {
      '': { devDependencies: { ms: '*' } },
      'apps/web': { name: 'web', dependencies: { ms: '*' } },
    };
    const packages = { ms: ['ms@1.0.0'], 'web/ms': ['ms@2.0.0'] };
    expect(locking(packages, workspaces).packages).toEqual([
      'pkg:npm/ms@1.0.0 (development)',
      'pkg:npm/ms@2.0.0',
    ]);
  });

  it('takes all for needed where no workspace says what is', () => {
    expect(locking({ ms: ['ms@1.0.0'] }).packages).toEqual(['pkg:npm/ms@1.0.0']);
  });

  it.each([
    'web@workspace:web',
    'a@github:example/a#0a1b',
    'a@git+https://example.org/a.git#0a1b',
    'a@file:../a',
    'a@https://example.org/a.tgz',
    'a@root:',
  ])('leaves out %s', (resolution) => {
    expect(locking({ a: [resolution] })).toMatchObject({ packages: [], problem: null });
  });

  it('says that it cannot read the binary format', () => {
    expect(bunLockFile.wants('web/bun.lockb')).toBe(true);
    expect(
      readLockFile(bunLockFile, 'web/bun.lockb', '#!/usr/bin/env bun\nbun-lockfile-format-v0\n'),
    ).toMatchObject({
      packages: [],
      problem: 'the binary bun.lockb cannot be read: let Bun write bun.lock',
    });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON with comments'],
    ['no object', '[]', 'the file is no object'],
    ['packages that are a list', '{"packages":[]}', '"packages" is no object'],
    ['an entry that is no list', '{"packages":{"a":"a@1"}}', '"a" has no package and version'],
    ['an entry without a version', '{"packages":{"a":["a"]}}', '"a" has no package and version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content).problem).toContain(message);
  });
});
