import { describe, expect, it } from 'vitest';
import { exampleOf, knownAnswers, readLockFile, readLockFolder } from '../../../test/support/lock-file.js';
import { bundlerLockFile } from './bundler.lock-file.js';

const read = (content: string) => readLockFile(bundlerLockFile, 'Gemfile.lock', content);

describe('bundlerLockFile', () => {
  it.each([
    ['Gemfile.lock', true],
    ['web/gems.locked', true],
    ['Gemfile.next.lock', true],
    ['gemfiles/rails_7.gemfile.lock', true],
    ['Gemfile', true],
    ['gemfiles/rails_7.gemfile', true],
    ['gems.rb', true],
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

describe('bundlerLockFile beside a Gemfile', () => {
  const lock = (asked: string, path = '') =>
    `${path}GEM\n  specs:\n    rails (7.0)\n      rack (~> 3)\n    rack (3.0)\n    rspec (3.1)\n      rack\n      rspec-core (~> 3.1)\n    rspec-core (3.1)\n\nDEPENDENCIES\n${asked
      .split(' ')
      .map((name) => `  ${name}\n`)
      .join('')}`;
  const development = (files: Record<string, string>) =>
    readLockFolder(bundlerLockFile, files)
      .filter((one) => one.endsWith(' (development)'))
      .map((one) => one.slice('pkg:gem/'.length, one.indexOf('@')))
      .sort();
  const gemfile = 'gem "rails"\ngroup :test do\n  gem "rspec"\nend\n';

  it.each([
    ['Gemfile', 'Gemfile.lock'],
    ['gems.rb', 'gems.locked'],
    ['Gemfile.next', 'Gemfile.next.lock'],
    ['web/gemfiles/rails_7.gemfile', 'web/gemfiles/rails_7.gemfile.lock'],
  ])('marks what the groups of %s for development alone lead to', (project, path) => {
    expect(development({ [path]: lock('rails rspec'), [project]: gemfile })).toEqual(['rspec', 'rspec-core']);
    const twice = `${gemfile}gem "rspec-core"\n`;
    expect(development({ [path]: lock('rails rspec rspec-core'), [project]: twice })).toEqual(['rspec']);
  });

  it('counts what the Gemfile does not name, but for what a gem has for those who work on it', () => {
    const files = { 'Gemfile.lock': lock('rails rspec'), Gemfile: 'gem "rails"\n' };
    expect(development(files)).toEqual([]);
    const path = 'PATH\n  remote: .\n  specs:\n    shop (0.1.0)\n      rails\n\n';
    const ofGem = { 'Gemfile.lock': lock('rspec shop!', path), Gemfile: 'gemspec\n' };
    expect(development(ofGem)).toEqual(['rspec', 'rspec-core']);
    expect(development({ ...ofGem, Gemfile: 'gemspec\neval_gemfile "x"\n' })).toEqual([]);
  });

  it.each([
    ['without one', {}],
    ['with one whose blocks do not end', { Gemfile: 'group :test do\n  gem "rspec"\n' }],
    ['with one of another folder', { 'web/Gemfile': gemfile }],
    ['with one of another name', { 'Gemfile.next': gemfile }],
  ])('marks nothing %s', (_, files) => {
    expect(development({ 'Gemfile.lock': lock('rails rspec'), ...files })).toEqual([]);
  });
});
