import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { pdmLockFile } from './pdm.lock-file.js';

const read = (content: string) => readLockFile(pdmLockFile, 'pdm.lock', content);

describe('pdmLockFile', () => {
  it.each([
    ['pdm.lock', true],
    ['pdm.prod.lock', true],
    ['pdm.toml', false],
    ['xpdm.lock', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(pdmLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what comes from the index', () => {
    expect(read(exampleOf(pdmLockFile))).toMatchObject({
      packages: [
        'pkg:pypi/flask@2.3.3',
        'pkg:pypi/packaging@23.1',
        'pkg:pypi/pytest@7.4.2 (development)',
        'pkg:pypi/requests@2.31.0',
        'pkg:pypi/tool@2.0.0',
      ],
      problem: null,
    });
  });

  it('takes a package without groups for needed', () => {
    expect(read('[[package]]\nname = "a"\nversion = "1"\n').packages).toEqual(['pkg:pypi/a@1']);
  });

  it.each([
    ['git = "https://example.org/a.git"', 1],
    ['url = "https://example.org/a.zip"', 1],
    ['path = "./a-1.tar.gz"', 1],
    ['path = "./a"', 0],
    ['path = "."\neditable = true', 0],
  ])('of packages with %j keeps %s', (field, kept) => {
    const { packages, problem } = read(`[[package]]\nname = "a"\nversion = "1"\n${field}\n`);
    expect(packages).toHaveLength(kept);
    expect(problem).toBeNull();
  });

  it.each([
    ['no TOML', 'a', 'the file is no TOML at line 1'],
    ['a package without a version', '[[package]]\nname = "a"\n', '"a" has no version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
