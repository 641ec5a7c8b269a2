import { describe, expect, it } from 'vitest';
import { exampleOf, knownAnswers, readLockFile } from '../../../test/support/lock-file.js';
import { bundlerLockFile } from './bundler.lock-file.js';

const read = (content: string) => readLockFile(bundlerLockFile, 'Gemfile.lock', content);

describe('bundlerLockFile', () => {
  it.each([
    ['Gemfile.lock', true],
    ['web/gems.locked', true],
    ['Gemfile.next.lock', true],
    ['gemfiles/rails_7.gemfile.lock', true],
    ['Gemfile', false],
    ['Gemfile.lock.bak', false],
    ['my_Gemfile.lock', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(bundlerLockFile.wants(path)).toBe(isWanted);
  });

  it('lists gems of the index and of repositories, once for all platforms', () => {
    expect(read(exampleOf(bundlerLockFile))).toMatchObject({
      packages: [
        'pkg:gem/nokogiri@1.15.4',
        'pkg:gem/racc@1.7.1',
        'pkg:gem/rack@3.0.8',
        'pkg:gem/rails-i18n@7.0.0.rc1',
        'pkg:gem/tool@2.0.0',
      ],
      problem: null,
    });
  });

  it('reads a section of gems wherever it stands, and plugins', () => {
    const content =
      'PLATFORMS\n  ruby\n\nPLUGIN SOURCE\n  remote: x\n  specs:\n    a (1)\n\nGEM\r\n  specs:\r\n    b (2)\r\n';
    expect(read(content)).toMatchObject({ packages: ['pkg:gem/a@1', 'pkg:gem/b@2'], problem: null });
  });

  it('takes a project without dependencies for one', () => {
    expect(read('GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n')).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it.each([
    ['a file without sections', 'hello', 'the file has none of the sections that Bundler writes', 0],
    ['an empty file', '', 'the file has none of the sections that Bundler writes', 0],
    [
      'a gem without a version',
      'GEM\n  specs:\n    a\n    b (1)\n',
      'line 3 is no gem with its version: "a"',
      1,
    ],
    [
      'what a merge left behind',
      'GEM\n  specs:\n<<<<<<< HEAD\n    a (1)\n',
      'line 3 is no section: "<<<<<<< HEAD"',
      0,
    ],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toBe(message);
    expect(packages).toHaveLength(kept);
  });

  const answers = knownAnswers('ruby-bundler');
  if (answers.length > 0) {
    it.each(answers)('finds what $input is said to hold', ({ packages, content }) => {
      const { components, problem } = read(content);
      expect(problem).toBeNull();
      expect(components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(
        packages.map(({ Name, Version }) => `${Name} ${Version}`).sort(),
      );
    });
  }
});
