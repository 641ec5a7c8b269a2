import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { nugetAssetsLockFile } from './nuget-assets.lock-file.js';

const read = (content: string) => readLockFile(nugetAssetsLockFile, 'obj/project.assets.json', content);

describe('nugetAssetsLockFile', () => {
  it.each([
    ['src/Shop/obj/project.assets.json', true],
    ['project.assets.json', true],
    ['obj/project.nuget.cache', false],
    ['assets.json', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(nugetAssetsLockFile.wants(path)).toBe(isWanted);
  });

  it('lists packages, not the projects', () => {
    expect(read(exampleOf(nugetAssetsLockFile))).toMatchObject({
      packages: ['pkg:nuget/Newtonsoft.Json@13.0.3', 'pkg:nuget/Serilog@3.1.1'],
      problem: null,
    });
  });

  it('takes a project without packages for one', () => {
    expect(read('{"version":3,"libraries":{}}')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['a list', '[]', 'the file is no object'],
    ['another document', '{}', 'the file has no "libraries"'],
    ['libraries that are a list', '{"libraries":[]}', '"libraries" is no object'],
    [
      'a package without a version',
      '{"libraries":{"A":{"type":"package"}}}',
      '"A" is no package and version',
    ],
    ['one with two', '{"libraries":{"A/1/2":{"type":"package"}}}', '"A/1/2" is no package and version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
