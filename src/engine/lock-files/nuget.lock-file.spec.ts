import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { nugetLockFile } from './nuget.lock-file.js';

const read = (content: string) => readLockFile(nugetLockFile, 'packages.lock.json', content);

describe('nugetLockFile', () => {
  it.each([
    ['packages.lock.json', true],
    ['src/packages.Shop.Web.lock.json', true],
    ['package-lock.json', false],
    ['packages.json', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(nugetLockFile.wants(path)).toBe(isWanted);
  });

  it('lists the packages of every framework, not the projects', () => {
    expect(read(exampleOf(nugetLockFile))).toMatchObject({
      packages: [
        'pkg:nuget/Newtonsoft.Json@13.0.3',
        'pkg:nuget/System.Text.Encodings.Web@8.0.0',
        'pkg:nuget/runtime.native.System@4.3.0',
      ],
      problem: null,
    });
  });

  it('keeps the versions that frameworks differ in', () => {
    const content = (version: string) => `{"A":{"type":"Direct","resolved":"${version}"}}`;
    expect(
      read(`{"dependencies":{"net6.0":${content('1.0.0')},"net8.0":${content('2.0.0')}}}`),
    ).toMatchObject({
      packages: ['pkg:nuget/A@1.0.0', 'pkg:nuget/A@2.0.0'],
      problem: null,
    });
  });

  it('takes names that differ in their case for one', () => {
    const content = (name: string) => `{"${name}":{"type":"Transitive","resolved":"1.0.0"}}`;
    expect(read(`{"dependencies":{"net6.0":${content('Abc')},"net8.0":${content('abc')}}}`).packages).toEqual(
      ['pkg:nuget/Abc@1.0.0'],
    );
  });

  it('takes a project without dependencies for one', () => {
    expect(read('{"version":1,"dependencies":{"net8.0":{}}}')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['a list', '[]', 'the file is no object'],
    ['dependencies that are a list', '{"dependencies":[]}', '"dependencies" is no object'],
    [
      'a package without a version',
      '{"dependencies":{"net8.0":{"A":{"type":"Direct"}}}}',
      '"A" has no version',
    ],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
