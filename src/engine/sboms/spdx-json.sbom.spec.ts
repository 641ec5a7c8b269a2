import { describe, expect, it } from 'vitest';
import { readSbom } from './read-sbom.js';

const lodash = {
  SPDXID: 'SPDXRef-1',
  name: 'lodash',
  versionInfo: '4.17.20',
  externalRefs: [
    {
      referenceCategory: 'PACKAGE_MANAGER',
      referenceType: 'purl',
      referenceLocator: 'pkg:npm/lodash@4.17.20',
    },
  ],
};
const read = (parts: object) =>
  readSbom(
    Buffer.from(
      JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'doc', ...parts }),
    ),
  );
const relation = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string) => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});

describe('spdx-json', () => {
  it.each(['SPDX-2.1', 'SPDX-2.2', 'SPDX-2.3'])('reads %s', (spdxVersion) => {
    const { format, inventory } = read({ spdxVersion, packages: [lodash] });
    expect([format, inventory.components.map(({ name }) => name), inventory.problems]).toEqual([
      'SPDX',
      ['lodash'],
      [],
    ]);
  });

  it('says so of a version that it does not know', () => {
    expect(
      read({ spdxVersion: 'SPDX-2.9', packages: [lodash] }).inventory.problems.map(({ path }) => path),
    ).toEqual(['spdxVersion']);
  });

  it('takes what the document describes for its subject, unless it describes several or a package', () => {
    const app = { SPDXID: 'SPDXRef-app', name: 'app', versionInfo: '1' };
    const one = read({ packages: [app, lodash], documentDescribes: ['SPDXRef-app'] });
    expect([one.subject, one.inventory.problems]).toEqual([{ name: 'app', version: '1' }, []]);
    const all = read({ packages: [app, lodash], documentDescribes: ['SPDXRef-app', 'SPDXRef-1'] });
    expect([all.subject, all.inventory.problems.length]).toEqual([{ name: 'doc', version: null }, 1]);
    const own = read({ packages: [lodash], documentDescribes: ['SPDXRef-1'] });
    expect(own.inventory.components).toHaveLength(1);
  });

  it('takes a package for one of development only when nothing else needs it', () => {
    const development = relation('SPDXRef-1', 'DEV_DEPENDENCY_OF', 'SPDXRef-app');
    const isDevelopment = (...relationships: object[]) =>
      read({ packages: [lodash], relationships }).inventory.components[0]?.isDevelopment;
    expect(isDevelopment(development)).toBe(true);
    expect(isDevelopment(development, relation('SPDXRef-1', 'DEPENDENCY_OF', 'SPDXRef-app'))).toBe(false);
    expect(isDevelopment(development, relation('SPDXRef-app', 'DEPENDS_ON', 'SPDXRef-1'))).toBe(false);
    expect(isDevelopment()).toBe(false);
  });

  it('reads the declared licence, else the concluded one, and the text of one that the document brings', () => {
    const licence = (fields: object) =>
      read({
        packages: [{ ...lodash, ...fields }],
        hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-1', extractedText: 'Do as you like.' }],
      }).inventory.components[0]?.licence;
    expect(licence({ licenseDeclared: 'MIT', licenseConcluded: 'ISC' })).toBe('MIT');
    expect(licence({ licenseDeclared: 'NOASSERTION', licenseConcluded: 'ISC' })).toBe('ISC');
    expect(licence({ licenseDeclared: 'LicenseRef-1' })).toBe('Do as you like.');
    expect(licence({ licenseDeclared: 'NONE' })).toBeNull();
  });

  it('passes over the groups of Trivy', () => {
    const group = {
      SPDXID: 'SPDXRef-2',
      name: 'package-lock.json',
      attributionTexts: ['Class: lang-pkgs', 'Type: npm'],
    };
    expect(read({ packages: [lodash, group] }).inventory.problems).toEqual([]);
  });

  it('takes what Trivy names beside the package URL for the source of a package', () => {
    const source = (sourceInfo: string, purl = 'pkg:deb/debian/libgcc-s1@12.2.0-14?distro=debian-12') => {
      const libgcc = {
        name: 'libgcc-s1',
        versionInfo: '12.2.0-14',
        externalRefs: [{ referenceType: 'purl', referenceLocator: purl }],
        sourceInfo,
      };
      return read({ packages: [libgcc] }).inventory.components[0]?.source;
    };
    expect(source('built package from: gcc-12 1:12.2.0-14')).toEqual({
      name: 'gcc-12',
      version: '1:12.2.0-14',
    });
    expect(source('built package from: gcc-12 ')).toEqual({ name: 'gcc-12', version: '12.2.0-14' });
    expect(source('acquired package info from DPKG DB: /var/lib/dpkg/status')).toBeNull();
    const redHat = 'pkg:rpm/redhat/libgcc-s1@12.2.0-14?distro=redhat-9.4';
    expect(source('built package from: gcc-12 1:12.2.0-14', redHat)).toBeNull();
  });

  it('knows the operating system and the lock files of a Trivy that did not say what they are', () => {
    const system = {
      SPDXID: 'SPDXRef-OperatingSystem-2e91c856c499a371',
      name: 'alpine',
      versionInfo: '3.18.4',
    };
    const lockFile = { SPDXID: 'SPDXRef-Application-150e605f5f17224', name: 'npm' };
    const musl = {
      name: 'musl',
      externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:apk/alpine/musl@1.2.4-r1' }],
    };
    const { components, problems } = read({ packages: [system, lockFile, musl] }).inventory;
    expect([components.map(({ ecosystem }) => ecosystem), problems]).toEqual([['Alpine:v3.18'], []]);
    const stated = { ...lockFile, versionInfo: '1' };
    expect(read({ packages: [stated] }).inventory.problems).toHaveLength(1);
  });
});
