import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { composerInstalledCataloger } from './composer-installed.cataloger.js';

const path = 'var/www/vendor/composer/installed.json';
const monolog = { name: 'monolog/monolog', version: '2.9.1', license: ['MIT'] };
const phpunit = { name: 'phpunit/phpunit', version: 'v10.0.0', license: ['BSD-3-Clause', 'MIT'] };

function components(document: unknown) {
  const { extract } = readFile(composerInstalledCataloger, path, JSON.stringify(document));
  const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
  return composerInstalledCataloger.components(files, { osRelease: null, distribution: null });
}

describe('composerInstalledCataloger', () => {
  it('gives installed packages, and says which are for development', () => {
    const document = { packages: [monolog, phpunit], dev: true, 'dev-package-names': ['phpunit/phpunit'] };
    expect(components(document)).toMatchObject([
      {
        ecosystem: 'Packagist',
        name: 'monolog/monolog',
        version: '2.9.1',
        purl: 'pkg:composer/monolog/monolog@2.9.1',
        licence: 'MIT',
        isDevelopment: false,
      },
      { purl: 'pkg:composer/phpunit/phpunit@v10.0.0', licence: 'BSD-3-Clause OR MIT', isDevelopment: true },
    ]);
  });

  it("reads the list of Composer's first version", () => {
    expect(components([monolog])).toMatchObject([{ name: 'monolog/monolog', isDevelopment: false }]);
  });

  it('writes package URLs in lower case', () => {
    expect(components([{ ...monolog, name: 'Monolog/Monolog' }])).toMatchObject([
      { name: 'Monolog/Monolog', purl: 'pkg:composer/monolog/monolog@2.9.1' },
    ]);
  });

  it('reports what is no package, and keeps the others', () => {
    const { extract, problem } = readFile(
      composerInstalledCataloger,
      path,
      JSON.stringify([{ name: 'a/b' }, 5, monolog]),
    );
    expect(problem).toBe(
      'the package "a/b" has no name and version; the package "1" has no name and version',
    );
    expect(extract).toMatchObject([{ name: 'monolog/monolog' }]);
  });

  it.each([
    ['vendor/composer/installed.json', true],
    ['var/www/html/3rdparty/composer/installed.json', true],
    ['vendor/composer/composer/installed.json.bak', false],
    ['vendor/mycomposer/installed.json', false],
    ['app/installed.json', false],
  ])('of %s: wanted %s', (at, isWanted) => {
    expect(composerInstalledCataloger.wants(at)).toBe(isWanted);
  });

  it('reports a file that is none', () => {
    expect(readFile(composerInstalledCataloger, path, '5').problem).toBe('the file is no object');
    expect(readFile(composerInstalledCataloger, path, '{').problem).toBe('the file is no JSON');
  });
});
