import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { pipenvLockFile } from './pipenv.lock-file.js';

const read = (content: unknown) =>
  readLockFile(
    pipenvLockFile,
    'Pipfile.lock',
    typeof content === 'string' ? content : JSON.stringify(content),
  );

describe('pipenvLockFile', () => {
  it('lists what comes from the index', () => {
    expect(read(exampleOf(pipenvLockFile))).toMatchObject({
      packages: ['pkg:pypi/flask@2.3.3', 'pkg:pypi/packaging@23.1', 'pkg:pypi/pytest@7.4.2 (development)'],
      problem: null,
    });
  });

  it('takes the packages of a category for needed', () => {
    expect(read({ default: {}, deploy: { a: { version: '===1.0' } } }).packages).toEqual(['pkg:pypi/a@1.0']);
  });

  it.each([
    { file: 'https://example.org/a.zip', version: '==1' },
    { path: './a-1.tar.gz', version: '==1' },
    { path: './wheels/a-1-py3-none-any.whl' },
    { file: 'https://example.org/a-1-2build-cp312-cp312-linux_x86_64.whl#sha256=aaaa' },
  ])('reads the version of %j', (entry) => {
    expect(read({ default: { a: entry } })).toMatchObject({ packages: ['pkg:pypi/a@1'], problem: null });
  });

  it.each([
    { git: 'x' },
    { path: './a', editable: true },
    { path: './a', version: '==1' },
    { file: 'https://example.org/a.zip' },
  ])('leaves out %j', (entry) => {
    expect(read({ default: { a: entry } })).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['a list', '[]', 'the file is no object'],
    ['a category that is a list', { default: [] }, '"default" is no object'],
    ['a package without a version', { default: { a: {} } }, '"a" has no version'],
    ['a package without one version', { default: { a: { version: '==1.*' } } }, '"a" has no version'],
    ['a range', { default: { a: { version: '>=1' } } }, '"a" has no version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});
