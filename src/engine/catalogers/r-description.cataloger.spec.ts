import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { rDescriptionCataloger } from './r-description.cataloger.js';

const path = 'usr/local/lib/R/site-library/jsonlite/DESCRIPTION';
const read = (content: string) => readFile(rDescriptionCataloger, path, content);
const purls = (content: string) => {
  const { extract } = read(content);
  const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
  return rDescriptionCataloger
    .components(files, { osRelease: null, distribution: null })
    .map(({ ecosystem, purl, licence }) => `${ecosystem} ${purl} ${licence}`);
};

describe('rDescriptionCataloger', () => {
  it.each([
    [path, true],
    ['usr/lib/R/library/stats/DESCRIPTION', true],
    ['root/R/x86_64-pc-linux-gnu-library/4.2/jsonlite/DESCRIPTION', true],
    ['app/jsonlite/DESCRIPTION', false],
    ['usr/lib/R/library/DESCRIPTION', false],
  ])('of %s: wanted %s', (candidate, isWanted) => {
    expect(rDescriptionCataloger.wants(candidate)).toBe(isWanted);
  });

  it('lists packages of CRAN and of Bioconductor', () => {
    const own = 'Package: jsonlite\nVersion: 1.8.4\nTitle: A\n  Version: 9\nLicense: MIT + file LICENSE\n';
    expect(purls(own)).toEqual(['CRAN pkg:cran/jsonlite@1.8.4 MIT + file LICENSE']);
    expect(purls('Package: S4Vectors\nVersion: 0.36.1\nbiocViews: Infrastructure\n')).toEqual([
      'Bioconductor pkg:bioconductor/S4Vectors@0.36.1 null',
    ]);
  });

  it('leaves out what is a part of R, and files of others', () => {
    expect(read('Package: stats\nVersion: 4.2.2\nPriority: base\n')).toEqual({
      extract: null,
      problem: null,
    });
    expect(purls('Package: translations\nVersion: 4.2.2\nLicense: Part of R 4.2.2\n')).toEqual([]);
    expect(read('A library of books.\n')).toEqual({ extract: null, problem: null });
  });

  it('says what is missing', () => {
    expect(read('Package: a\n').problem).toBe('Version is none: ""');
    expect(read('Version: 1\n').problem).toBe('Package is no name of one: ""');
  });
});
