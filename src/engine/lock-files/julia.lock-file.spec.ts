import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { juliaLockFile } from './julia.lock-file.js';

const read = (content: string) => readLockFile(juliaLockFile, 'Manifest.toml', content);

describe('juliaLockFile', () => {
  it.each([
    ['Manifest.toml', true],
    ['docs/JuliaManifest.toml', true],
    ['Manifest-v1.11.toml', true],
    ['manifest.toml', false],
    ['Project.toml', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(juliaLockFile.wants(path)).toBe(isWanted);
  });

  it('lists packages that have a version', () => {
    expect(read(exampleOf(juliaLockFile))).toMatchObject({
      packages: [
        'pkg:julia/HTTP@1.9.14?uuid=cd3eb016-35fb-5094-929b-558a96fad6f3',
        'pkg:julia/URIs@1.5.0?uuid=5c2747f8-b7ea-4ff2-ba2e-563bfd36b1d4',
      ],
      problem: null,
    });
  });

  it('takes a project without packages for one', () => {
    const comment = '# This file is machine-generated - editing it directly is not advised\n';
    expect(read(comment)).toMatchObject({ packages: [], problem: null });
    expect(read(`${comment}\n[x]\n`).problem).toBe('the file is no manifest of Julia');
    expect(read('julia_version = "1.9.3"\nmanifest_format = "2.0"\n\n[deps]\n')).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it('reports another file of the name, which would say that nothing is used', () => {
    expect(read('[package]\nname = "a"\n')).toMatchObject({
      packages: [],
      problem: 'the file is no manifest of Julia',
    });
  });
});
