import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { condaMetaCataloger } from './conda-meta.cataloger.js';

const path = 'opt/conda/conda-meta/openssl-3.0.8-h0b41bf4_0.json';
const record = {
  name: 'openssl',
  version: '3.0.8',
  build: 'h0b41bf4_0',
  channel: 'https://conda.anaconda.org/conda-forge/linux-64',
  subdir: 'linux-64',
  license: 'Apache-2.0',
  files: ['bin/openssl'],
};
const components = (content: object) => {
  const { extract } = readFile(condaMetaCataloger, path, JSON.stringify(content));
  const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
  return condaMetaCataloger.components(files, { osRelease: null, distribution: null });
};

describe('condaMetaCataloger', () => {
  it('wants the records of environments', () => {
    expect(condaMetaCataloger.wants(path)).toBe(true);
    expect(condaMetaCataloger.wants('opt/conda/conda-meta/history')).toBe(false);
    expect(condaMetaCataloger.wants('opt/conda/pkgs/a/info/index.json')).toBe(false);
  });

  it('lists a package with its build', () => {
    expect(components(record)).toMatchObject([
      {
        ecosystem: 'conda',
        name: 'openssl',
        version: '3.0.8',
        licence: 'Apache-2.0',
        purl: 'pkg:conda/openssl@3.0.8?build=h0b41bf4_0&channel=conda-forge&subdir=linux-64',
      },
    ]);
    expect(components({ name: 'a', version: '1', channel: 'defaults' })).toMatchObject([
      { purl: 'pkg:conda/a@1?channel=defaults' },
    ]);
    expect(components({ name: 'a', version: '1', build_string: 'py39_0' })).toMatchObject([
      { purl: 'pkg:conda/a@1?build=py39_0' },
    ]);
  });

  it('takes what came from PyPI for a package of PyPI', () => {
    expect(
      components({ ...record, name: 'requests', channel: 'https://conda.anaconda.org/pypi' }),
    ).toMatchObject([{ ecosystem: 'PyPI', purl: 'pkg:pypi/requests@3.0.8' }]);
  });

  it.each([
    ['{', 'no JSON'],
    ['[]', 'no object'],
    ['{"version":"1"}', 'the name is none'],
    ['{"name":"a"}', 'the version is none'],
  ])('says what is wrong with %s', (content, problem) => {
    expect(readFile(condaMetaCataloger, path, content).problem).toContain(problem);
  });
});
