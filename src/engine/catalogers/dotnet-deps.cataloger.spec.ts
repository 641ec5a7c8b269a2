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

  it('gives the runtime that a program has a copy of, and leaves out packages without files', () => {
    const found = components({
      runtimeTarget: { name: '.NETCoreApp,Version=v8.0/linux-x64' },
      targets: {
        '.NETCoreApp,Version=v8.0': {},
        '.NETCoreApp,Version=v8.0/linux-x64': {
          'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { runtime: { 'System.dll': {} } },
          'System.Net.Http/4.3.0': { dependencies: { 'System.IO': '4.3.0' } },
          'Libuv/1.10.0': { runtimeTargets: { 'runtimes/linux-x64/native/libuv.so': {} } },
          'Empty/1.0.0': { runtime: {} },
        },
      },
      libraries: {
        'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { type: 'runtimepack' },
        'System.Net.Http/4.3.0': { type: 'package' },
        'Libuv/1.10.0': { type: 'package' },
        'Empty/1.0.0': { type: 'package' },
        'Unlisted/2.0.0': { type: 'package' },
        'Own/1.0.0': { type: 'reference' },
      },
    });
    expect(found.map(({ purl }) => purl)).toEqual([
      'pkg:nuget/Libuv@1.10.0',
      'pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1',
      'pkg:nuget/Unlisted@2.0.0',
    ]);
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
