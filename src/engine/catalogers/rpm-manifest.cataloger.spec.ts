import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { rpmManifestCataloger } from './rpm-manifest.cataloger.js';

const path = 'var/lib/rpmmanifest/container-manifest-2';
const line = (name: string, version: string, epoch: string, source: string) =>
  `${name}\t${version}\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t10\tx86_64\t${epoch}\t${source}\n`;

describe('rpmManifestCataloger', () => {
  it('wants the list that has the sources', () => {
    expect(rpmManifestCataloger.wants(path)).toBe(true);
    expect(rpmManifestCataloger.wants('var/lib/rpmmanifest/container-manifest-1')).toBe(false);
  });

  it('lists the packages with what they were built from', () => {
    const content =
      line('glibc', '2.35-1.cm2', '0', 'glibc-2.35-1.cm2.src.rpm') +
      line('openssl-libs', '1.1.1k-15.cm2', '1', 'openssl-1.1.1k-15.cm2.src.rpm');
    const { extract, problem } = readFile(rpmManifestCataloger, path, content);
    expect(problem).toBeNull();
    const osRelease = { id: 'mariner', idLike: [], versionId: '2.0', prettyName: null, codename: null };
    const files = [{ path, layer: 'sha256:1', extract: extract ?? [] }];
    expect(
      rpmManifestCataloger.components(files, { osRelease, distribution: 'Azure Linux:2' }),
    ).toMatchObject([
      {
        ecosystem: 'Azure Linux:2',
        name: 'glibc',
        version: '2.35-1.cm2',
        architecture: 'x86_64',
        source: null,
        purl: 'pkg:rpm/mariner/glibc@2.35-1.cm2?arch=x86_64&distro=mariner-2.0',
      },
      {
        name: 'openssl-libs',
        version: '1:1.1.1k-15.cm2',
        source: { name: 'openssl', version: '1:1.1.1k-15.cm2' },
      },
    ]);
  });

  it('says which line is none, and reads on', () => {
    const content = `hello\n${line('glibc', '2.35-1.cm2', '(none)', '(none)')}`;
    expect(readFile(rpmManifestCataloger, path, content)).toEqual({
      extract: [
        { name: 'glibc', version: '2.35-1.cm2', architecture: 'x86_64', source: null, licence: null },
      ],
      problem: 'line 1 is no package: "hello"',
    });
  });
});
