import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import type { CatalogContext } from '../model/file-reader.js';
import { dpkgCataloger } from './dpkg.cataloger.js';

const statusFile = 'var/lib/dpkg/status';
const bookworm: CatalogContext = {
  osRelease: { id: 'debian', idLike: [], versionId: '12', prettyName: null, codename: null },
  distribution: 'Debian:12',
};
const fixtures = new URL('../../../../shared/fixtures/dpkg/', import.meta.url);

function aStanza(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    Package: 'libssl3',
    Status: 'install ok installed',
    Architecture: 'amd64',
    Version: '3.0.11-1',
    ...fields,
  };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}Description: a package\n that has: a colon\n .\n\n`;
}

/** The components of one status file. */
function components(content: string, context = bookworm, path = statusFile) {
  const { extract, problem } = readFile(dpkgCataloger, path, content);
  expect(problem).toBeNull();
  return dpkgCataloger.components([{ path, layer: 'sha256:1', extract: extract ?? [] }], context);
}

describe('dpkgCataloger', () => {
  it.each([
    ['var/lib/dpkg/status', true],
    ['var/lib/dpkg/status.d/base', true],
    ['var/lib/dpkg/status.d/base.md5sums', false],
    ['var/lib/dpkg/status.d/base/more', false],
    ['var/lib/dpkg/status.d/', false],
    ['var/lib/dpkg/status-old', false],
    ['opt/var/lib/dpkg/status', false],
    ['/var/lib/dpkg/status', false],
    ['var/lib/dpkg/updates/0003', true],
    ['var/lib/dpkg/updates/tmp.i', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(dpkgCataloger.wants(path)).toBe(isWanted);
  });

  it.each([
    ['3.0.2-0ubuntu1.15', 'Ubuntu:22.04:LTS'],
    ['3.0.2-0ubuntu1.15+esm1', 'Ubuntu:Pro:22.04:LTS'],
    ['3.0.2-0ubuntu1.15+Fips1', 'Ubuntu:Pro:FIPS-updates:22.04:LTS'],
    ['1.1.1f-1ubuntu2.fips.22', 'Ubuntu:Pro:FIPS-updates:22.04:LTS'],
  ])('takes %s of Ubuntu for one of %s', (version, ecosystem) => {
    const jammy = {
      osRelease: { id: 'ubuntu', idLike: [], versionId: '22.04', prettyName: null, codename: null },
      distribution: 'Ubuntu:22.04:LTS',
    };
    expect(components(aStanza({ Version: version }), jammy)).toMatchObject([{ ecosystem }]);
  });

  it('gives an installed package with its source', () => {
    expect(components(aStanza({ Version: '3.0.11-1~deb12u2', Source: 'openssl' }))).toEqual([
      {
        ecosystem: 'Debian:12',
        name: 'libssl3',
        version: '3.0.11-1~deb12u2',
        architecture: 'amd64',
        purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl',
        source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
        licence: null,
        paths: ['/var/lib/dpkg/status'],
        layer: 'sha256:1',
        isDevelopment: false,
      },
    ]);
  });

  it.each([
    ['libssl3 (3.0.11-1)', null, null],
    ['openssl (3.0.10-1)', { name: 'openssl', version: '3.0.10-1' }, 'openssl%403.0.10-1'],
    ['libssl3 (3.0.10-1)', { name: 'libssl3', version: '3.0.10-1' }, 'libssl3%403.0.10-1'],
  ])('reads the source %s', (field, source, upstream) => {
    const [found] = components(aStanza({ Source: field }));
    expect(found?.source).toEqual(source);
    expect(new URLSearchParams(found?.purl.split('?')[1]?.replaceAll('%', '%25')).get('upstream')).toBe(
      upstream,
    );
  });

  it.each([
    ['install ok installed', true],
    ['hold ok installed', true],
    ['deinstall ok installed', true],
    ['install reinstreq half-installed', true],
    ['install ok unpacked', true],
    ['install ok half-configured', true],
    ['install ok triggers-awaited', true],
    ['install ok triggers-pending', true],
    ['deinstall ok config-files', false],
    ['purge ok not-installed', false],
  ])('of a package whose status is %s: there %s', (status, isThere) => {
    expect(components(aStanza({ Status: status }))).toHaveLength(isThere ? 1 : 0);
  });

  it('asks no version of a package that is not there', () => {
    expect(components('Package: gone\nStatus: unknown ok not-installed\n\n')).toEqual([]);
  });

  it('takes packages of status.d as installed, and merges what both places state', () => {
    const single = 'Package: tzdata\nArchitecture: all\nVersion: 2024a-0+deb12u1\n';
    const path = 'var/lib/dpkg/status.d/tzdata';
    expect(components(single, bookworm, path)).toMatchObject([{ name: 'tzdata', paths: [`/${path}`] }]);
    const extract = readFile(dpkgCataloger, path, single).extract ?? [];
    const both = [
      { path, layer: 'sha256:2', extract },
      { path: statusFile, layer: 'sha256:1', extract },
    ];
    expect(dpkgCataloger.components(both, bookworm)).toMatchObject([
      { name: 'tzdata', paths: [`/${statusFile}`, `/${path}`], layer: 'sha256:1' },
    ]);
  });

  it('has entries of the status file replaced by updates, in their order', () => {
    const file = (path: string, ...stanzas: string[]) => {
      const { extract, problem } = readFile(dpkgCataloger, path, stanzas.join(''));
      expect(problem).toBeNull();
      return { path, layer: 'sha256:1', extract: extract ?? [] };
    };
    const update = (number: string, fields: Readonly<Record<string, string>>) =>
      file(`var/lib/dpkg/updates/${number}`, aStanza(fields));
    const same = { 'Multi-Arch': 'same' };
    const gone = { Status: 'purge ok not-installed' };
    const files = [
      update('0001', { Package: 'a', Version: '3', Status: 'install ok half-configured' }),
      update('0000', { Package: 'a', Version: '2' }),
      update('0002', { Package: 'b', ...gone }),
      update('0003', { Package: 'c', Version: '2', ...same }),
      update('0004', { Package: 'd', Version: '2', Architecture: 'all' }),
      update('0005', { Package: 'new' }),
      update('0006', { Package: 'e', Architecture: 'i386', ...same, ...gone }),
      update('0007', { Package: 'f', Architecture: 'i386', ...gone }),
      file(
        statusFile,
        ...['a', 'b', 'd', 'kept'].map((name) => aStanza({ Package: name, Version: '1' })),
        ...['c', 'e', 'f'].flatMap((name) =>
          ['amd64', 'i386'].map((architecture) =>
            aStanza({ Package: name, Version: '1', Architecture: architecture, ...same }),
          ),
        ),
      ),
      file('var/lib/dpkg/status.d/b', aStanza({ Package: 'b', Version: '9' })),
    ];
    const expected = [
      'a 3 amd64',
      'b 9 amd64',
      'c 1 i386',
      'c 2 amd64',
      'd 2 all',
      'e 1 amd64',
      'f 1 amd64',
      'kept 1 amd64',
      'new 3.0.11-1 amd64',
    ];
    for (const order of [files, files.toReversed()]) {
      const found = dpkgCataloger.components(order, bookworm);
      const listed = found.map(({ name, version, architecture }) => `${name} ${version} ${architecture}`);
      expect(listed.sort()).toEqual(expected);
    }
  });

  it('keeps the same package of two architectures apart', () => {
    const found = components(aStanza() + aStanza({ Architecture: 'i386' }));
    expect(found.map(({ architecture }) => architecture)).toEqual(['amd64', 'i386']);
  });

  it('takes the ecosystem of the distribution', () => {
    const jammy: CatalogContext = {
      osRelease: { id: 'ubuntu', idLike: ['debian'], versionId: '22.04', prettyName: null, codename: null },
      distribution: 'Ubuntu:22.04:LTS',
    };
    expect(components(aStanza(), jammy)).toMatchObject([
      {
        ecosystem: 'Ubuntu:22.04:LTS',
        purl: 'pkg:deb/ubuntu/libssl3@3.0.11-1?arch=amd64&distro=ubuntu-22.04',
      },
    ]);
  });

  it('names no release where the distribution is not known or has another format', () => {
    expect(components(aStanza(), { osRelease: null, distribution: null })).toMatchObject([
      { ecosystem: 'Debian', purl: 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64' },
    ]);
    const kali = { ...bookworm.osRelease, id: 'kali', versionId: null } as CatalogContext['osRelease'];
    expect(components(aStanza(), { osRelease: kali, distribution: null })).toMatchObject([
      { ecosystem: 'Debian', purl: 'pkg:deb/kali/libssl3@3.0.11-1?arch=amd64&distro=kali' },
    ]);
    expect(components(aStanza(), { osRelease: null, distribution: 'AlmaLinux:9' })).toMatchObject([
      { ecosystem: 'Debian' },
    ]);
  });

  it('reads field names in any case, Windows line ends and blank lines with spaces', () => {
    expect(components(aStanza().replaceAll('\n', '\r\n').replace('Package', 'PACKAGE'))).toHaveLength(1);
    expect(components(`${aStanza().trimEnd()}\n  \n${aStanza({ Package: 'b' })}`)).toHaveLength(2);
  });

  const broken: [string, string, string, number][] = [
    [
      'a package without a version',
      'Package: a\nStatus: install ok installed\n\n',
      'entry at line 6 the package "a" has no version',
      1,
    ],
    [
      'an entry without a package',
      'Status: install ok installed\nVersion: 1\n\n',
      'entry at line 6 there is no package name',
      1,
    ],
    [
      'a version with a space',
      aStanza({ Package: 'b', Version: '1 0' }),
      'the package "b" has no version',
      1,
    ],
    [
      'a state that does not exist',
      aStanza({ Package: 'b', Status: 'install ok maybe' }),
      'state of "b" is not known',
      2,
    ],
    [
      'a status without a state',
      aStanza({ Package: 'b', Status: 'install' }),
      'state of "b" is not known',
      2,
    ],
    ['an entry without a status', 'Package: b\nVersion: 1\n\n', 'state of "b" is not known', 2],
    [
      'a source that cannot be read',
      aStanza({ Package: 'b', Source: 'x (1' }),
      'source of "b" cannot be read',
      2,
    ],
    ['a field stated twice', aStanza({ Package: 'b', PACKAGE: 'c' }), 'line 10 states package again', 2],
    [
      'a line that is no field',
      `nonsense\n${aStanza({ Package: 'b' })}`,
      'line 6 is no field: "nonsense"',
      2,
    ],
    [
      'a line that is cut off',
      'Package: b\nStatus: install ok installed\nVersion: 1',
      'line 8, the last one, is cut off',
      2,
    ],
  ];
  it.each(broken)('reports %s and keeps the rest', (_, content, message, kept) => {
    const first = 'Package: first\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n';
    const { extract, problem } = readFile(dpkgCataloger, statusFile, first + content);
    expect(problem).toContain(message);
    expect(extract).toHaveLength(kept);
  });

  it('reports a file cut off at any place inside a line, and never a version that is not there', () => {
    const whole = aStanza() + aStanza({ Package: 'zlib1g', Version: '1:1.2.13.dfsg-1' });
    for (let end = 1; end < whole.length; end += 1) {
      const cut = whole.slice(0, end);
      const { extract, problem } = readFile(dpkgCataloger, statusFile, cut);
      const versions = extract?.map(({ version }) => version);
      if (cut.endsWith('\n'))
        expect(['3.0.11-1', '1:1.2.13.dfsg-1']).toEqual(expect.arrayContaining(versions ?? []));
      else expect(problem).toContain('is cut off');
    }
  });

  it('stops after 100,000 packages and reports it', () => {
    const { extract, problem } = readFile(
      dpkgCataloger,
      'var/lib/dpkg/status.d/a',
      'Package:a\nVersion:1\n\n'.repeat(100_001),
    );
    expect(extract).toHaveLength(100_000);
    expect(problem).toContain('those after line 299998 were not read');
  });

  it('reports text that is not UTF-8 with its line, and keeps the packages', () => {
    const content = Buffer.from(`${aStanza({ Maintainer: 'J\xf6rg' })}`, 'latin1');
    const { extract, problem } = readFile(dpkgCataloger, statusFile, content);
    expect(problem).toBe('line 5 is not UTF-8');
    expect(extract).toMatchObject([{ name: 'libssl3', version: '3.0.11-1' }]);
  });

  if (existsSync(fixtures)) {
    it('finds what the fixtures are said to hold', () => {
      const read = (path: string) => components(readFileSync(new URL(path, fixtures), 'utf8'));
      expect(read(`trivy-only-apt/${statusFile}`).map(({ name, version }) => [name, version])).toEqual([
        ['apt', '1.6.3ubuntu0.1'],
      ]);
      expect(read(`trivy-md5sums/${statusFile}`)).toHaveLength(1);
      expect(read('claircore-debian-only.status')).toMatchObject([
        { name: 'debian-archive-keyring', version: '2019.1', architecture: 'all' },
      ]);
    });
  }
});
