import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { pearCataloger } from './pear.cataloger.js';

const path = 'usr/local/lib/php/.registry/.channel.pecl.php.net/redis.reg';
const ownPath = 'usr/local/lib/php/.registry/archive_tar.reg';

const text = (value: string) => `s:${Buffer.byteLength(value)}:"${value}";`;
const array = (entries: Readonly<Record<string, string>>) => {
  const all = Object.entries(entries).map(([key, value]) => `${text(key)}${value}`);
  return `a:${all.length}:{${all.join('')}}`;
};
const record = (changes: Readonly<Record<string, string>> = {}) =>
  array({
    name: text('redis'),
    channel: text('pecl.php.net'),
    version: array({ release: text('6.0.2'), api: text('6.0.0') }),
    license: array({ attribs: array({ uri: text('http://www.php.net/license') }), _content: text('PHP') }),
    ...changes,
  });
const components = (content: string, at = path) => {
  const { extract, problem } = readFile(pearCataloger, at, content);
  expect(problem).toBeNull();
  const files = extract ? [{ path: at, layer: 'sha256:1', extract }] : [];
  return pearCataloger.components(files, { osRelease: null, distribution: null });
};

describe('pearCataloger', () => {
  it('wants the files of the registry', () => {
    expect(pearCataloger.wants(path)).toBe(true);
    expect(pearCataloger.wants(ownPath)).toBe(true);
    expect(pearCataloger.wants('usr/local/lib/php/.channels/pecl.php.net.reg')).toBe(false);
    expect(pearCataloger.wants('usr/local/lib/php/.registry/.channel.pecl.php.net/redis.txt')).toBe(false);
  });

  it('lists an extension of PECL', () => {
    expect(components(record())).toMatchObject([
      {
        ecosystem: 'PEAR',
        name: 'pecl.php.net/redis',
        version: '6.0.2',
        licence: 'PHP',
        purl: 'pkg:pear/pecl.php.net/redis@6.0.2',
      },
    ]);
  });

  it('lists a package of PEAR by its name in Packagist, by which advisories speak of it', () => {
    const own = { name: text('Archive_Tar'), channel: text('pear.php.net'), license: text('New BSD') };
    const expected = {
      ecosystem: 'Packagist',
      name: 'pear/archive_tar',
      version: '6.0.2',
      licence: 'New BSD',
      purl: 'pkg:composer/pear/archive_tar@6.0.2',
    };
    expect(components(record(own), ownPath)).toMatchObject([expected]);
  });

  it('reads the older form, of the channel that the folder is called after', () => {
    const old = array({ package: text('Mail'), version: text('1.2.0'), release_license: text('PHP') });
    expect(components(old, ownPath)).toMatchObject([{ name: 'pear/mail', version: '1.2.0', licence: 'PHP' }]);
    expect(components(old)).toMatchObject([{ name: 'pecl.php.net/Mail', version: '1.2.0' }]);
  });

  it.each([
    ['', 'nothing that PHP serialized'],
    ['N;', 'no object'],
    [record().slice(0, 80), 'nothing that PHP serialized'],
    [record({ name: text('') }), 'the name is none'],
    [record({ channel: text('a/b') }), 'the name is none'],
    [record({ version: text('1 2') }), 'the version is none'],
  ])('says what is wrong with %.30j', (content, problem) => {
    expect(readFile(pearCataloger, path, content).problem).toContain(problem);
  });
});
