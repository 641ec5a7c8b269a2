import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { pubLockFile } from './pub.lock-file.js';

const read = (content: string) => readLockFile(pubLockFile, 'pubspec.lock', content);

describe('pubLockFile', () => {
  it('lists what comes from the index and from repositories, and marks what is for development', () => {
    expect(read(exampleOf(pubLockFile))).toMatchObject({
      packages: [
        'pkg:pub/async@2.11.0',
        'pkg:pub/http@1.1.0',
        'pkg:pub/lints@3.0.0 (development)',
        'pkg:pub/tool@2.0.0%2B1',
      ],
      problem: null,
    });
  });

  it('takes a project without dependencies for one', () => {
    expect(read('packages: {}\nsdks:\n  dart: ">=3.1.0"\n')).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['a file without packages', 'sdks:\n  dart: "3"\n', 'the file has no "packages"', 0],
    ['an empty file', '', 'the file has no "packages"', 0],
    ['a list', '- a\n', 'the file has no "packages"', 0],
    ['a text', 'packages: a\n', '"packages" is no object', 0],
    [
      'a package without a version',
      'packages:\n  a:\n    source: hosted\n  b:\n    version: "1"\n',
      '"a" has no version',
      1,
    ],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toBe(message);
    expect(packages).toHaveLength(kept);
  });
});
