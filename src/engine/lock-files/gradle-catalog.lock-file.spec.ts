import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { readFolder } from '../../../test/support/source-files.js';
import { gradleCatalogLockFile } from './gradle-catalog.lock-file.js';

const path = 'app/gradle/libs.versions.toml';
const read = (content: string, others: readonly string[] = []) =>
  readFolder(gradleCatalogLockFile, { [path]: content }, others);

describe('gradleCatalogLockFile', () => {
  it('lists libraries, not plugins', () => {
    expect(read(exampleOf(gradleCatalogLockFile))).toEqual({
      packages: [
        'pkg:maven/com.fasterxml.jackson.core/jackson-core@2.15.2',
        'pkg:maven/com.google.guava/guava@32.1.2-jre',
        'pkg:maven/junit/junit@4.13.2',
        'pkg:maven/org.slf4j/slf4j-api@1.7.36',
      ],
      unresolved: [expect.stringContaining(`${path}: it names direct dependencies only`)],
    });
  });

  it.each(['app/gradle.lockfile', 'app/core/gradle.lockfile'])('leaves it all to %s', (lock) => {
    expect(read(exampleOf(gradleCatalogLockFile), [lock])).toEqual({ packages: [], unresolved: [] });
  });

  it('does not leave it to the lock file of another build', () => {
    expect(read('[libraries]\na = "g:a:1.0!!"\n', ['application/gradle.lockfile']).packages).toEqual([
      'pkg:maven/g/a@1.0',
    ]);
  });

  it.each([
    ['"g:a"'],
    ['"g:a:[1.0,2.0)"'],
    ['"g:a:1.+"'],
    ['"g:a:latest.release"'],
    ['{ module = "g:a" }'],
    ['{ module = "g:a", version.ref = "b" }'],
    ['{ module = "g:a", version = { require = "[1.0,)" } }'],
  ])('names a library without one version: %s', (library) => {
    expect(read(`[libraries]\na = ${library}\n`)).toEqual({
      packages: [],
      unresolved: [expect.stringContaining(`${path}: no version of "g:a" is told; `)],
    });
  });

  it('takes a catalog without libraries for one', () => {
    expect(read('[versions]\na = "1"\n')).toEqual({ packages: [], unresolved: [] });
  });

  it.each([
    ['no TOML', '{', 'the file is no TOML at line 1'],
    ['a library without a name', '[libraries]\na = { group = "g" }\n', '"a" has no group and name'],
  ])('reports %s', (_, content, message) => {
    expect(readLockFile(gradleCatalogLockFile, path, content)).toMatchObject({
      packages: [],
      problem: message,
    });
  });
});
