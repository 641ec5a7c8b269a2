import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { gradleLockFile } from './gradle.lock-file.js';

const read = (content: string, path = 'gradle.lockfile') => readLockFile(gradleLockFile, path, content);

describe('gradleLockFile', () => {
  it.each([
    ['gradle.lockfile', true],
    ['app/buildscript-gradle.lockfile', true],
    ['settings-gradle.lockfile', true],
    ['gradle/dependency-locks/compileClasspath.lockfile', true],
    ['gradle/compileClasspath.lockfile', false],
    ['gradle.lockfile.bak', false],
    ['.gradle/gradle.lockfile', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(gradleLockFile.wants(path)).toBe(isWanted);
  });

  it('lists modules, and marks those of tests', () => {
    expect(read(exampleOf(gradleLockFile))).toMatchObject({
      packages: [
        'pkg:maven/com.google.guava/guava@32.1.2-jre',
        'pkg:maven/org.junit.jupiter/junit-jupiter-api@5.10.0 (development)',
        'pkg:maven/org.mockito/mockito-core@5.5.0 (development)',
      ],
      problem: null,
    });
  });

  it.each([
    ['classpath', false],
    ['testFixturesApi', true],
    ['integrationTestRuntimeClasspath', true],
    ['androidTestUtil', true],
    ['debugUnitTestRuntimeClasspath', true],
    ['latestClasspath', false],
    ['Testify', false],
    ['testCompileClasspath,compileClasspath', false],
    ['', false],
  ])('of a module of %j: for development %s', (configurations, isDevelopment) => {
    expect(read(`a.b:c:1=${configurations}\n`).components).toMatchObject([{ name: 'a.b:c', isDevelopment }]);
  });

  it.each([
    ['testRuntimeClasspath', true],
    ['runtimeClasspath', false],
  ])('goes by the name of a file of %s alone', (configuration, isDevelopment) => {
    const path = `gradle/dependency-locks/${configuration}.lockfile`;
    expect(read('# x\na.b:c:1\n', path).components).toMatchObject([{ version: '1', isDevelopment }]);
  });

  it('takes a project without dependencies for one', () => {
    expect(read('# This is a file\nempty=classpath\n')).toMatchObject({ packages: [], problem: null });
  });

  it.each(['a.b:c=classpath', 'a.b:c:1:2=classpath', ':c:1=x', 'hello', 'a.b:c:=x'])('reports %j', (line) => {
    const { packages, problem } = read(`${line}\na.b:c:1=x\n`);
    expect(problem).toBe(`line 1 is no module with its version: ${JSON.stringify(line)}`);
    expect(packages).toEqual(['pkg:maven/a.b/c@1']);
  });
});
