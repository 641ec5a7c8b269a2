import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { sbtLockFile } from './sbt.lock-file.js';

const read = (content: unknown) =>
  readLockFile(
    sbtLockFile,
    'build.sbt.lock',
    typeof content === 'string' ? content : JSON.stringify(content),
  );
const locking = (...dependencies: readonly unknown[]) => read({ lockVersion: 1, dependencies });

describe('sbtLockFile', () => {
  it('lists modules, and marks what only tests need', () => {
    expect(read(exampleOf(sbtLockFile))).toMatchObject({
      packages: [
        'pkg:maven/org.scalatest/scalatest_2.13@3.2.17 (development)',
        'pkg:maven/org.typelevel/cats-core_2.13@2.10.0',
      ],
      problem: null,
    });
  });

  it.each([
    [['runtime-internal'], false],
    [['provided'], false],
    [['test', 'compile'], false],
    [[], false],
    [undefined, false],
    [['test-internal'], true],
    [['scala-tool'], true],
    [['it', 'test'], true],
  ])('of a module of %j: for development %s', (configurations, isDevelopment) => {
    const { components } = locking({ org: 'a.b', name: 'c', version: '1', configurations });
    expect(components).toMatchObject([{ name: 'a.b:c', isDevelopment }]);
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON', 0],
    ['another version', { lockVersion: 2, dependencies: [] }, 'lockVersion is not 1', 0],
    ['dependencies that are an object', { lockVersion: 1, dependencies: {} }, '"dependencies" is no list', 0],
    [
      'a module without a version',
      {
        lockVersion: 1,
        dependencies: [
          { org: 'a', name: 'b' },
          { org: 'a', name: 'c', version: '1' },
        ],
      },
      '"a:b" has no organisation, name or version',
      1,
    ],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toBe(message);
    expect(packages).toHaveLength(kept);
  });
});
