import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { nugetConfigLockFile } from './nuget-config.lock-file.js';

const read = (content: string | Uint8Array) => readLockFile(nugetConfigLockFile, 'packages.config', content);

describe('nugetConfigLockFile', () => {
  it.each([
    ['packages.config', true],
    ['web/Packages.config', true],
    ['web/packages.Shop.Web.config', true],
    ['web.config', false],
    ['packages.config.bak', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(nugetConfigLockFile.wants(path)).toBe(isWanted);
  });

  it('lists every package, and what is only for development', () => {
    expect(read(exampleOf(nugetConfigLockFile))).toMatchObject({
      packages: [
        'pkg:nuget/Newtonsoft.Json@12.0.1',
        'pkg:nuget/StyleCop.Analyzers@1.1.118 (development)',
        'pkg:nuget/jQuery@3.4.1',
      ],
      problem: null,
    });
  });

  it('reads a file with a byte order mark, as Visual Studio writes it', () => {
    expect(read(`\ufeff${exampleOf(nugetConfigLockFile)}`)).toMatchObject({ problem: null });
    expect(read(`\ufeff${exampleOf(nugetConfigLockFile)}`).packages).toHaveLength(3);
  });

  it('takes a project without packages for one', () => {
    expect(read('<packages />')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no XML', '{', 'the document is no XML that is read'],
    ['another document', '<configuration />', 'the document is no list of packages'],
    ['a package without an id', '<packages><package version="1" /></packages>', 'a package has no id'],
    ['one without a version', '<packages><package id="A" /></packages>', '"A" has no version'],
  ])('reports %s', (_, content, message) => {
    const { packages, problem } = read(content);
    expect(packages).toEqual([]);
    expect(problem).toContain(message);
  });
});
