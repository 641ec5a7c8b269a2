import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { readFolder } from '../../../test/support/source-files.js';
import { stackLockFile } from './stack.lock-file.js';

describe('stackLockFile', () => {
  it.each([
    ['stack.yaml.lock', true],
    ['stack-9.6.yaml.lock', true],
    ['stack.yaml', false],
    ['other.yaml.lock', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(stackLockFile.wants(path)).toBe(isWanted);
  });

  it('lists packages, and names the snapshot of which it lists none', () => {
    expect(readFolder(stackLockFile, { 'stack.yaml.lock': exampleOf(stackLockFile) })).toEqual({
      packages: ['pkg:hackage/shop-tools@0.10', 'pkg:hackage/zlib@0.6.3.0'],
      unresolved: [
        'stack.yaml.lock: which packages of the snapshot "https://example.org/lts/20/26.yaml" are used is not in it',
      ],
    });
  });

  it('takes a project without either for one', () => {
    expect(readFolder(stackLockFile, { 'stack.yaml.lock': 'packages: []\nsnapshots: []\n' })).toEqual({
      packages: [],
      unresolved: [],
    });
  });

  it.each([
    ['no YAML', 'a: [', 'the file is no YAML'],
    ['another document', 'a: b', 'the file has no "packages"'],
    [
      'a package without a version',
      'packages:\n- completed:\n    hackage: zlib\n',
      '"zlib" is no package and version',
    ],
    ['an entry that is none', 'packages:\n- a\n', '"" is no package and version'],
  ])('reports %s', (_, content, message) => {
    const { packages, problem } = readLockFile(stackLockFile, 'stack.yaml.lock', content);
    expect(packages).toEqual([]);
    expect(problem).toContain(message);
  });
});
