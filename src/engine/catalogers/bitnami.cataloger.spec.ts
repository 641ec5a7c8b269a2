import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { bitnamiCataloger } from './bitnami.cataloger.js';

const path = 'opt/bitnami/redis/.spdx-redis.spdx';
const packageOf = (name: string, versionInfo: string, purl: string) => ({
  SPDXID: `SPDXRef-${name}`,
  name,
  versionInfo,
  licenseDeclared: 'BSD-3-Clause',
  externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
});
const document = (...packages: object[]) =>
  JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'redis', packages });

describe('bitnamiCataloger', () => {
  it('wants the documents of Bitnami only', () => {
    expect(bitnamiCataloger.wants(path)).toBe(true);
    expect(bitnamiCataloger.wants('opt/bitnami/common/.spdx-wait-for-port.spdx')).toBe(true);
    expect(bitnamiCataloger.wants('opt/other/.spdx-redis.spdx')).toBe(false);
    expect(bitnamiCataloger.wants('opt/bitnami/redis/redis.spdx')).toBe(false);
  });

  it('lists what it packages, and not what that was made of', () => {
    const content = document(
      packageOf('redis', '7.0.11-4', 'pkg:bitnami/redis@7.0.11-4?arch=amd64&distro=debian-11'),
      packageOf('x', '1.0.0', 'pkg:golang/example.org/x@1.0.0'),
    );
    const { extract } = readFile(bitnamiCataloger, path, content);
    const files = [{ path, layer: 'sha256:1', extract: extract ?? [] }];
    expect(bitnamiCataloger.components(files, { osRelease: null, distribution: null })).toMatchObject([
      { ecosystem: 'Bitnami', name: 'redis', version: '7.0.11-4', licence: 'BSD-3-Clause' },
    ]);
  });

  it('says when the document is none', () => {
    expect(readFile(bitnamiCataloger, path, '{}').problem).toContain('no bill of materials');
  });
});
