import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { denoLockFile } from './deno.lock-file.js';

const read = (content: unknown) =>
  readLockFile(denoLockFile, 'deno.lock', typeof content === 'string' ? content : JSON.stringify(content));

describe('denoLockFile', () => {
  it('lists what comes from npm', () => {
    expect(read(exampleOf(denoLockFile))).toMatchObject({
      packages: ['pkg:npm/%40ui/text@4.2.3', 'pkg:npm/react@18.2.0', 'pkg:npm/use-store@1.2.0'],
      problem: null,
    });
  });

  it('reads where earlier versions list it', () => {
    const packages = { 'a_b@1.0.0_c@2.0.0': { integrity: 'x', dependencies: {} } };
    for (const content of [
      { version: '2', remote: {}, npm: { specifiers: {}, packages } },
      { version: '3', packages: { specifiers: {}, npm: packages }, remote: {} },
      { version: '4', npm: packages },
    ]) {
      expect(read(content)).toMatchObject({ packages: ['pkg:npm/a_b@1.0.0'], problem: null });
    }
  });

  it('takes a file without packages from npm for one', () => {
    expect(read({ version: '5', remote: {} })).toMatchObject({ packages: [], problem: null });
    expect(read({ version: '3', packages: { specifiers: {} } })).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it.each([
    ['a version that is not known', { version: '9', npm: { 'a@1': {} } }, 'version is not 2, 3, 4 or 5', 1],
    [
      'a key without a version',
      { version: '5', npm: { a: {}, 'b@1': {} } },
      '"a" is no package and version',
      1,
    ],
    ['a list of packages', { version: '5', npm: [] }, '"npm" is no object', 0],
    ['no JSON', '{', 'the file is no JSON', 0],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toContain(message);
    expect(packages).toHaveLength(kept);
  });
});
