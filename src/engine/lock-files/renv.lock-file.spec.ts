import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { renvLockFile } from './renv.lock-file.js';

const read = (content: string) => readLockFile(renvLockFile, 'renv.lock', content);

describe('renvLockFile', () => {
  it('lists packages of CRAN and of Bioconductor, each under its own ecosystem', () => {
    const { packages, components, problem } = read(exampleOf(renvLockFile));
    expect(problem).toBeNull();
    expect(packages).toEqual([
      'pkg:bioconductor/BiocGenerics@0.46.0',
      'pkg:cran/data.table@1.14.8',
      'pkg:cran/shop@0.1.0.9000',
    ]);
    expect(components.map(({ ecosystem }) => ecosystem)).toEqual(['Bioconductor', 'CRAN', 'CRAN']);
  });

  it.each([
    '"Source":"Bioconductor"',
    '"Source":"Repository","Repository":"BioCsoft"',
    '"biocViews":"Software"',
  ])('takes a package with %s for one of Bioconductor', (said) => {
    expect(read(`{"Packages":{"A":{"Version":"1.0",${said}}}}`).packages).toEqual(['pkg:bioconductor/A@1.0']);
  });

  it('takes a project without packages for one', () => {
    expect(read('{"R":{"Version":"4.3.1"},"Packages":{}}')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['another document', '{}', 'the file has no "Packages"'],
    ['a package without a version', '{"Packages":{"A":{"Package":"A"}}}', '"A" has no version'],
    ['a name that is none', '{"Packages":{"A b":{"Version":"1"}}}', '"A b" is no package name'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
