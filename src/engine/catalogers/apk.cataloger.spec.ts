import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import type { CatalogContext } from '../model/file-reader.js';
import { apkCataloger } from './apk.cataloger.js';

const database = 'lib/apk/db/installed';
const alpine: CatalogContext = {
  osRelease: { id: 'alpine', idLike: [], versionId: '3.18.4', prettyName: null, codename: null },
  distribution: 'Alpine:v3.18',
};
const fixtures = new URL('../../../../shared/fixtures/apk/', import.meta.url);

function anEntry(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    C: 'Q1abc=',
    P: 'libssl3',
    V: '3.1.4-r0',
    A: 'x86_64',
    L: 'Apache-2.0',
    o: 'openssl',
    ...fields,
  };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}:${value}\n`)
    .join('')}F:lib\nR:libssl.so.3\na:0:0:755\nZ:Q1def=\n\n`;
}

function components(content: string, context = alpine) {
  const { extract, problem } = readFile(apkCataloger, database, content);
  expect(problem).toBeNull();
  return apkCataloger.components([{ path: database, layer: 'sha256:1', extract: extract ?? [] }], context);
}

describe('apkCataloger', () => {
  it.each([
    ['lib/apk/db/installed', true],
    ['usr/lib/apk/db/installed', true],
    ['lib/apk/db/installed.new', false],
    ['lib/apk/db/scripts.tar', false],
    ['srv/lib/apk/db/installed', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(apkCataloger.wants(path)).toBe(isWanted);
  });

  it('gives an installed package with its origin and licence', () => {
    expect(components(anEntry())).toEqual([
      {
        ecosystem: 'Alpine:v3.18',
        name: 'libssl3',
        version: '3.1.4-r0',
        architecture: 'x86_64',
        purl: 'pkg:apk/alpine/libssl3@3.1.4-r0?arch=x86_64&distro=alpine-3.18.4&upstream=openssl',
        source: { name: 'openssl', version: '3.1.4-r0' },
        licence: 'Apache-2.0',
        paths: ['/lib/apk/db/installed'],
        layer: 'sha256:1',
        isDevelopment: false,
      },
    ]);
  });

  it('gives a package that is its own origin no source', () => {
    expect(components(anEntry({ o: 'libssl3' }))).toMatchObject([{ source: null }]);
    expect(components(anEntry({ o: '' }))).toMatchObject([{ source: null }]);
    expect(components('P:.build-deps\nV:20230101.120000\nA:noarch\n\n')).toMatchObject([
      { name: '.build-deps', source: null },
    ]);
  });

  it('tells field letters apart by case', () => {
    expect(components(anEntry({ p: 'so:libssl.so.3=3', r: 'libssl1.1', v: '9' }))).toMatchObject([
      { version: '3.1.4-r0' },
    ]);
  });

  it('reads the last entry without a blank line after it', () => {
    expect(components(`${anEntry().trimEnd()}\n`)).toHaveLength(1);
  });

  it('takes the ecosystem of the distribution, and names no release where it is not known', () => {
    expect(components(anEntry(), { osRelease: null, distribution: null })).toMatchObject([
      { ecosystem: 'Alpine', purl: 'pkg:apk/alpine/libssl3@3.1.4-r0?arch=x86_64&upstream=openssl' },
    ]);
    const wolfi = { id: 'wolfi', idLike: [], versionId: '20230201', prettyName: null, codename: null };
    expect(components(anEntry(), { osRelease: wolfi, distribution: 'Wolfi' })).toMatchObject([
      {
        ecosystem: 'Wolfi',
        purl: 'pkg:apk/wolfi/libssl3@3.1.4-r0?arch=x86_64&distro=wolfi-20230201&upstream=openssl',
      },
    ]);
  });

  it('gives a package stated in both places once', () => {
    const extract = readFile(apkCataloger, database, anEntry()).extract ?? [];
    const files = [`usr/${database}`, database].map((path) => ({ path, layer: 'sha256:1', extract }));
    expect(apkCataloger.components(files, alpine)).toMatchObject([
      { paths: [`/${database}`, `/usr/${database}`] },
    ]);
  });

  const broken: [string, string, string, number][] = [
    ['a package without a version', 'P:a\n\n', 'entry at line 5 the package "a" has no version', 1],
    ['an entry without a package', 'V:1\n\n', 'entry at line 5 there is no package name', 1],
    ['a version with a space', 'P:a\nV:1 2\n\n', 'the package "a" has no version', 1],
    ['an origin that is no name', anEntry({ o: 'a b' }), 'the origin of "libssl3" cannot be read', 2],
    ['a field stated twice', 'P:a\nP:b\nV:1\n\n', 'line 6 states P again', 2],
    ['a line that is no field', `nonsense\n${anEntry()}`, 'line 5 is no field: "nonsense"', 2],
    ['a line that is cut off', 'P:a\nV:1', 'line 6, the last one, is cut off', 2],
  ];
  it.each(broken)('reports %s and keeps the rest', (_, content, message, kept) => {
    const { extract, problem } = readFile(apkCataloger, database, `P:first\nV:1\no:first\n\n${content}`);
    expect(problem).toContain(message);
    expect(extract).toHaveLength(kept);
  });

  it('stops after 100,000 packages and reports it', () => {
    const { extract, problem } = readFile(apkCataloger, database, 'P:a\nV:1\n\n'.repeat(100_001));
    expect(extract).toHaveLength(100_000);
    expect(problem).toContain('those after line 299998 were not read');
  });

  if (existsSync(fixtures)) {
    it('finds what the fixtures are said to hold', () => {
      const multiple = readFileSync(new URL(`syft-multiple-1/${database}`, fixtures), 'utf8');
      expect(components(multiple).map(({ name }) => name)).toEqual([
        'bash',
        'busybox-binsh',
        'musl',
        'readline',
      ]);
      const { extract, problem } = readFile(
        apkCataloger,
        database,
        readFileSync(new URL('trivy-installed', fixtures)),
      );
      expect(extract?.at(0)).toMatchObject({ name: 'musl', version: '1.1.14-r10', licence: 'MIT' });
      expect(extract).toHaveLength(15);
      expect(problem).toContain('"invalidPackageWithoutAVersion" has no version');
    });
  }
});
