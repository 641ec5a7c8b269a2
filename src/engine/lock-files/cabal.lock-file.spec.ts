import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { cabalLockFile } from './cabal.lock-file.js';

const read = (content: string) => readLockFile(cabalLockFile, 'cabal.project.freeze', content);

describe('cabalLockFile', () => {
  it.each([
    ['cabal.project.freeze', true],
    ['ci/ghc-9.8.2.project.freeze', true],
    ['cabal.project', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(cabalLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what is constrained to a version', () => {
    expect(read(exampleOf(cabalLockFile))).toMatchObject({
      packages: ['pkg:hackage/aeson@2.1.0.0', 'pkg:hackage/base@4.17.0.0', 'pkg:hackage/zlib@0.6.3.0'],
      problem: null,
    });
  });

  it('reads constraints of one line, and of a package for another one', () => {
    expect(read('constraints: zlib == 0.6.3, setup.happy ==1.20.0 || ==2.1\n')).toMatchObject({
      packages: ['pkg:hackage/happy@1.20.0', 'pkg:hackage/happy@2.1', 'pkg:hackage/zlib@0.6.3'],
      problem: null,
    });
  });

  it.each([
    ['a range', 'constraints: zlib >=0.6', 'line 1 constrains to no version: "zlib >=0.6"'],
    [
      'a range beside a version',
      'constraints: zlib ==0.6 || >0.7',
      'line 1 constrains to no version: "zlib ==0.6 || >0.7"',
    ],
    ['a file without constraints', 'index-state: x\n', 'the file has no constraints'],
    ['another file', '{}', 'line 1 is no field of Cabal'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
