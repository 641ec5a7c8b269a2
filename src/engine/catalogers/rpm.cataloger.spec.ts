import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { readFile } from '../../../test/support/read-file.js';
import {
  berkeleyDatabase,
  ndbDatabase,
  rpmHeader,
  sqliteDatabase,
} from '../../../test/support/rpm-databases.js';
import type { CatalogContext } from '../model/file-reader.js';
import { distributionEcosystem } from '../observers/distribution.js';
import { rpmCataloger } from './rpm.cataloger.js';

const path = 'var/lib/rpm/Packages';
const context: CatalogContext = {
  osRelease: { id: 'almalinux', idLike: [], versionId: '9.4', prettyName: null, codename: null },
  distribution: 'AlmaLinux:9',
};
const bash = rpmHeader({
  name: 'bash',
  version: '5.1.8',
  release: '6.el9',
  architecture: 'x86_64',
  sourcePackage: 'bash-5.1.8-6.el9.src.rpm',
  licence: 'GPLv3+',
});
const bindUtils = rpmHeader({
  name: 'bind-utils',
  epoch: 32,
  version: '9.16.23',
  release: '18.el9',
  architecture: 'x86_64',
  sourcePackage: 'bind-9.16.23-18.el9.src.rpm',
  licence: 'MPLv2.0',
});
/** So long that it stands on several pages. */
const long = rpmHeader({ name: 'long', version: '1', release: '1', padding: 20_000 });
const databases = [
  ['Berkeley DB', berkeleyDatabase],
  ['NDB', ndbDatabase],
  ['SQLite', sqliteDatabase],
] as const;

function components(content: Uint8Array) {
  const { extract } = readFile(rpmCataloger, path, content);
  return rpmCataloger.components(extract ? [{ path, layer: 'sha256:1', extract }] : [], context);
}

describe.each(databases)('rpmCataloger on %s', (_, database) => {
  it('gives the installed packages', () => {
    expect(components(database([bash, bindUtils]))).toMatchObject([
      {
        ecosystem: 'AlmaLinux:9',
        name: 'bash',
        version: '5.1.8-6.el9',
        architecture: 'x86_64',
        purl: 'pkg:rpm/almalinux/bash@5.1.8-6.el9?arch=x86_64&distro=almalinux-9.4',
        source: null,
        licence: 'GPLv3+',
      },
      {
        name: 'bind-utils',
        version: '32:9.16.23-18.el9',
        purl: 'pkg:rpm/almalinux/bind-utils@9.16.23-18.el9?arch=x86_64&distro=almalinux-9.4&epoch=32&upstream=bind',
        source: { name: 'bind', version: '32:9.16.23-18.el9' },
      },
    ]);
  });

  it('reads records that are longer than a page, and leaves public keys out', () => {
    const key = rpmHeader({ name: 'gpg-pubkey', version: 'fd431d51', release: '4ae0493b' });
    expect(components(database([key, long, bash])).map(({ name }) => name)).toEqual(['bash', 'long']);
  });

  it('tells the module of a package', () => {
    const node = rpmHeader({ name: 'nodejs', version: '18', release: '1', module: 'nodejs:18:901:rhel9' });
    expect(components(database([node]))).toMatchObject([
      { purl: 'pkg:rpm/almalinux/nodejs@18-1?distro=almalinux-9.4&rpmmod=nodejs:18' },
    ]);
  });

  it('leaves the case of a name as it is, which tells packages apart', () => {
    const manager = rpmHeader({ name: 'NetworkManager', version: '1.40', release: '2' });
    expect(components(database([manager]))).toMatchObject([
      { name: 'NetworkManager', purl: 'pkg:rpm/almalinux/NetworkManager@1.40-2?distro=almalinux-9.4' },
    ]);
  });

  it('keeps what it could read of one that is cut off or altered, and says so', () => {
    const whole = database([bash, long, bindUtils]);
    for (let length = 0; length < whole.length; length += 509) {
      const { problem } = readFile(rpmCataloger, path, whole.subarray(0, length));
      expect([length, problem === null]).toEqual([length, false]);
    }
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const altered = Uint8Array.from(whole);
        altered[at] = byte;
        const started = processorTime();
        const { problem } = readFile(rpmCataloger, path, altered);
        expect(problem?.length ?? 0).toBeLessThan(1_000);
        expect(processorTime() - started).toBeLessThan(1_000);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rpmCataloger', () => {
  it('takes a file that is no database for none', () => {
    expect(readFile(rpmCataloger, path, 'hello')).toEqual({
      extract: [],
      problem: 'after 0 packages the file is no database of rpm',
    });
  });

  it('names changes that SQLite has not put into the database yet', () => {
    const log = 'var/lib/rpm/rpmdb.sqlite-wal';
    expect(rpmCataloger.wants(log)).toBe(true);
    expect(readFile(rpmCataloger, log, '')).toEqual({ extract: null, problem: null });
    expect(readFile(rpmCataloger, log, Buffer.alloc(4_152)).problem).toContain('changes that are not in');
  });

  const fixtures = new URL('../../../../shared/fixtures/rpm/', import.meta.url);
  const real = [
    ['bdb', 'Packages'],
    ['ndb', 'Packages.db'],
    ['sqlite', 'rpmdb.sqlite'],
  ].filter(() => existsSync(fixtures));
  it('lists what rpm itself lists in real databases, where they are at hand', () => {
    for (const [folder, file] of real) {
      const { extract, problem } = readFile(
        rpmCataloger,
        path,
        readFileSync(new URL(`${folder}/${file}`, fixtures)),
      );
      const listed = readFileSync(new URL(`${folder}/expected.tsv`, fixtures), 'utf8')
        .trim()
        .split('\n');
      const expected = listed.map((line) => {
        const [name, epoch, version, release, architecture, , licence] = line.split('\t');
        return [name, `${epoch === '0' ? '' : `${epoch}:`}${version}-${release}`, architecture, licence].join(
          ' ',
        );
      });
      const found = (extract ?? []).map(({ name, version, architecture, licence }) =>
        [name, version, architecture, licence].join(' '),
      );
      expect([problem, found.sort()]).toEqual([null, expected.sort()]);
    }
  });

  const lists = new URL('../../../../shared/fixtures/package-lists/', import.meta.url);
  interface Listed {
    readonly [field: string]: unknown;
    readonly Name: string;
    readonly Version: string;
    readonly Release: string;
    readonly Epoch?: number;
    readonly Arch: string;
    readonly SrcName: string;
    readonly SrcVersion: string;
    readonly SrcRelease: string;
  }
  const known = [
    ['centos-6', 'centos', '6', 'Red Hat:enterprise_linux:6'],
    ['fedora-35', 'fedora', '35', 'Red Hat'],
    ['photon-30', 'photon', '3.0', 'Photon OS:3.0'],
  ].filter(() => existsSync(lists)) as [string, string, string, string][];
  it('gives the packages of real lists with their sources and ecosystems, where they are at hand', () => {
    for (const [name, id, versionId, ecosystem] of known) {
      const listed = JSON.parse(readFileSync(new URL(`${name}.json`, lists), 'utf8')) as Listed[];
      const headers = listed.map((one) =>
        rpmHeader({
          name: one.Name,
          epoch: one.Epoch ?? 0,
          version: one.Version,
          release: one.Release,
          architecture: one.Arch,
          sourcePackage: `${one.SrcName}-${one.SrcVersion}-${one.SrcRelease}.src.rpm`,
        }),
      );
      const osRelease = { id, idLike: [], versionId, prettyName: null, codename: null };
      const { extract, problem } = readFile(rpmCataloger, path, ndbDatabase(headers));
      const found = rpmCataloger.components([{ path, layer: 'sha256:1', extract: extract ?? [] }], {
        osRelease,
        distribution: distributionEcosystem(osRelease),
      });
      const expected = listed
        .filter((one) => one.Name !== 'gpg-pubkey')
        .map((one) => `${one.SrcName} ${one.Name} ${one.Version}-${one.Release}`);
      const shown = found.map(
        (one) => `${one.source?.name ?? one.name} ${one.name} ${one.version.replace(/^\d+:/, '')}`,
      );
      expect([name, problem, shown.sort()]).toEqual([name, null, [...new Set(expected)].sort()]);
      expect([...new Set(found.map((one) => one.ecosystem))]).toEqual([ecosystem]);
    }
  });
});
