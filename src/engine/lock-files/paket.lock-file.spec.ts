import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { paketLockFile } from './paket.lock-file.js';

const read = (content: string) => readLockFile(paketLockFile, 'paket.lock', content);

describe('paketLockFile', () => {
  it('lists the packages of NuGet in every group, not what they need', () => {
    expect(read(exampleOf(paketLockFile))).toMatchObject({
      packages: [
        'pkg:nuget/Expecto@10.1',
        'pkg:nuget/FSharp.Core@7.0.400',
        'pkg:nuget/Newtonsoft.Json@13.0.3',
        'pkg:nuget/Serilog.Sinks.File@5.0',
      ],
      problem: null,
    });
  });

  it.each([
    ['a section that is not known', 'OTHER\n    A (1)\n', 'line 1 is no section of Paket: "OTHER"'],
    ['a package without a version', 'NUGET\n    A\n', 'line 2 is no package with its version: "A"'],
    ['another file', '  a\n', 'line 1 is in no section: "a"'],
  ])('reports %s', (_, content, message) => {
    const { packages, problem } = read(content);
    expect(packages).toEqual([]);
    expect(problem).toContain(message);
  });
});
