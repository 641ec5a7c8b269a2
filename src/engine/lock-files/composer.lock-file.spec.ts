import { describe, expect, it } from 'vitest';
import { exampleOf, knownAnswers, readLockFile } from '../../../test/support/lock-file.js';
import { composerLockFile } from './composer.lock-file.js';

const read = (content: string) => readLockFile(composerLockFile, 'composer.lock', content);

describe('composerLockFile', () => {
  it('lists what is installed, marks what is for development, and leaves folders out', () => {
    const { packages, components, problem } = read(exampleOf(composerLockFile));
    expect(problem).toBeNull();
    expect(packages).toEqual([
      'pkg:composer/example/tool@dev-main',
      'pkg:composer/monolog/monolog@3.5.0',
      'pkg:composer/phpunit/phpunit@v10.5.5 (development)',
    ]);
    expect(components.map(({ licence }) => licence)).toEqual(['GPL-2.0-only OR MIT', 'MIT', 'BSD-3-Clause']);
  });

  it('takes a project without dependencies for one', () => {
    for (const forDevelopment of ['null', '[]'])
      expect(read(`{"packages":[],"packages-dev":${forDevelopment}}`)).toMatchObject({
        packages: [],
        problem: null,
      });
  });

  it.each([
    ['no JSON', '{', 'the file is no JSON'],
    ['a list', '[]', 'the file is no object'],
    ['no packages', '{}', 'the file has no "packages"'],
    ['packages that are an object', '{"packages":{}}', '"packages" is no list'],
    ['a package without a version', '{"packages":[{"name":"a/b"}]}', '"a/b" has no version'],
    ['a package that is a text', '{"packages":["a"]}', 'a package has no name'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });

  const answers = knownAnswers('php-composer');
  if (answers.length > 0) {
    it.each(answers)('finds what $input is said to hold', ({ packages, content }) => {
      const { components, problem } = read(content);
      expect(problem).toBeNull();
      expect(
        components.map((found) => `${found.name} ${found.version} ${found.isDevelopment}`).sort(),
      ).toEqual(packages.map(({ Name, Version, Dev = 'false' }) => `${Name} ${Version} ${Dev}`).sort());
    });
  }
});
