import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { dotnetDepsCataloger } from './dotnet-deps.cataloger.js';

const path = 'app/Shop.deps.json';
const document = {
  runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
  libraries: {
    'Shop/1.0.0': { type: 'project', serviceable: false },
    'Newtonsoft.Json/13.0.1': { type: 'package', serviceable: true, sha512: 'sha512-x' },
    'Npgsql/7.0.0': { type: 'package' },
  },
};

function components(value: unknown) {
  const { extract } = readFile(dotnetDepsCataloger, path, JSON.stringify(value));
  const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
  return dotnetDepsCataloger.components(files, { osRelease: null, distribution: null });
}

describe('dotnetDepsCataloger', () => {
  it('gives the packages a program was built with, not the program', () => {
    expect(components(document)).toMatchObject([
      {
        ecosystem: 'NuGet',
        name: 'Newtonsoft.Json',
        version: '13.0.1',
        purl: 'pkg:nuget/Newtonsoft.Json@13.0.1',
      },
      { purl: 'pkg:nuget/Npgsql@7.0.0' },
    ]);
  });

  it('gives nothing for a program without packages', () => {
    expect(components({ libraries: {} })).toEqual([]);
    expect(components({})).toEqual([]);
  });

  it('reports libraries without a version, and keeps the others', () => {
    const libraries = { ...document.libraries, 'a b/1': { type: 'package' }, x: { type: 'package' } };
    const { extract, problem } = readFile(dotnetDepsCataloger, path, JSON.stringify({ libraries }));
    expect(problem).toBe(
      'the library "a b/1" has no name and version; the library "x" has no name and version',
    );
    expect(extract).toHaveLength(2);
  });

  it('reports a file that is none', () => {
    expect(readFile(dotnetDepsCataloger, path, '[]').problem).toBe('the file is no object');
  });
});
