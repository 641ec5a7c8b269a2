import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { pylockLockFile } from './pylock.lock-file.js';

const read = (content: string) => readLockFile(pylockLockFile, 'pylock.toml', content);
const locking = (field: string) =>
  read(`lock-version = "1.0"\n[[packages]]\nname = "a"\nversion = "1"\n${field}\n`);

describe('pylockLockFile', () => {
  it.each([
    ['pylock.toml', true],
    ['web/pylock.dev.toml', true],
    ['pylock.a.b.toml', false],
    ['pylock..toml', false],
    ['my-pylock.toml', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(pylockLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what comes from the index', () => {
    expect(read(exampleOf(pylockLockFile))).toMatchObject({
      packages: [
        'pkg:pypi/colorama@0.4.6',
        'pkg:pypi/flask@2.3.3',
        'pkg:pypi/packaging@23.1',
        'pkg:pypi/pytest@7.4.2 (development)',
        'pkg:pypi/tool@2.0.0',
      ],
      problem: null,
    });
  });

  it.each([
    [`"'dev' in dependency_groups"`, true],
    [`'"dev" in dependency_groups or "docs" in dependency_groups'`, true],
    [`"'dev' in dependency_groups or 'x' in extras"`, false],
    [`"'dev' in dependency_groups and sys_platform == 'linux'"`, false],
    [`"'dev' not in dependency_groups"`, false],
  ])('of a package with the marker %s: for development %s', (marker, isDevelopment) => {
    expect(locking(`marker = ${marker}`).components).toMatchObject([{ isDevelopment }]);
  });

  it.each([
    ['vcs = { type = "git" }', 1],
    ['archive = { url = "https://example.org/a.zip" }', 1],
    ['directory = { path = "a" }', 0],
  ])('of packages with %s keeps %s', (field, kept) => {
    const { packages, problem } = locking(field);
    expect(packages).toHaveLength(kept);
    expect(problem).toBeNull();
  });

  it.each(['vcs = { type = "git" }', 'archive = { url = "https://example.org/a.zip" }'])(
    'leaves out a package with %s whose version is not stated',
    (field) => {
      const text = `lock-version = "1.0"\n[[packages]]\nname = "a"\n${field}\n`;
      expect(read(text)).toMatchObject({ packages: [], problem: null });
    },
  );

  it.each([
    ['no TOML', 'a', 'the file is no TOML at line 1'],
    ['no version of the format', 'packages = []\n', 'lock-version is not 1: "null"'],
    ['another version of the format', 'lock-version = "2.0"\n', 'lock-version is not 1: "2.0"'],
    ['a package without a version', 'lock-version = "1.0"\n[[packages]]\nname = "a"\n', '"a" has no version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
