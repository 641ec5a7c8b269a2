import { describe, expect, it } from 'vitest';
import { spdxJson, spdxTagValue } from '../../../test/support/sbom-samples.js';
import { readSbom } from './read-sbom.js';

const read = (text: string) => readSbom(Buffer.from(text));
const lodash =
  'PackageName: lodash\nPackageVersion: 4.17.20\nExternalRef: PACKAGE-MANAGER purl pkg:npm/lodash@4.17.20\n';

describe('spdx-tag-value', () => {
  it('says the same as the JSON', () => {
    expect(read(spdxTagValue)).toEqual(read(spdxJson));
  });

  it('reads lines with carriage returns, and licences of the document', () => {
    const text = `SPDXVersion: SPDX-2.2\n${lodash}PackageLicenseDeclared: LicenseRef-1\nLicenseID: LicenseRef-1\nLicenseName: Own`;
    expect(read(text.replaceAll('\n', '\r\n')).inventory).toMatchObject({
      components: [{ name: 'lodash', licence: 'Own' }],
      problems: [],
    });
  });

  it('does not take what belongs to a file for what belongs to a package', () => {
    const text = `SPDXVersion: SPDX-2.3\n${lodash}FileName: ./a\nExternalRef: PACKAGE-MANAGER purl pkg:npm/other@1\n`;
    expect(read(text).inventory.components.map(({ name }) => name)).toEqual(['lodash']);
  });

  it('reads the source of a package', () => {
    const purl = 'pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12';
    const text = `SPDXVersion: SPDX-2.3\nPackageName: libssl3\nPackageSourceInfo: built package from: openssl 3.0.11-1\nExternalRef: PACKAGE-MANAGER purl ${purl}\n`;
    expect(read(text).inventory.components.map(({ source }) => source?.name)).toEqual(['openssl']);
  });

  it('refuses a text without an end', () => {
    expect(() => read('SPDXVersion: SPDX-2.3\nPackageComment: <text>no end')).toThrow(
      'the text of PackageComment has no end',
    );
  });
});
