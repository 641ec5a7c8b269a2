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

  it('lists what older images list in one file, each once and with the licence that its document states', () => {
    const list = 'opt/bitnami/.bitnami_components.json';
    expect(bitnamiCataloger.wants(list)).toBe(true);
    expect(bitnamiCataloger.wants('opt/bitnami/redis/.bitnami_components.json')).toBe(false);
    const content = JSON.stringify({
      gosu: { version: '1.16.0-7', type: 'NAMI' },
      redis: { version: '7.0.11-4' },
    });
    const documented = document(packageOf('redis', '7.0.11-4', 'pkg:bitnami/redis@7.0.11-4'));
    const files = [
      { path: list, layer: 'sha256:1', extract: readFile(bitnamiCataloger, list, content).extract ?? [] },
      { path, layer: 'sha256:2', extract: readFile(bitnamiCataloger, path, documented).extract ?? [] },
    ];
    expect(bitnamiCataloger.components(files, { osRelease: null, distribution: null })).toMatchObject([
      { name: 'gosu', version: '1.16.0-7', licence: null, paths: [`/${list}`] },
      { name: 'redis', version: '7.0.11-4', licence: 'BSD-3-Clause', paths: [`/${list}`, `/${path}`] },
    ]);
    expect(readFile(bitnamiCataloger, list, '{"a": {"version": "1"}, "b": {}}')).toEqual({
      extract: [{ name: 'a', version: '1' }],
      problem: 'the package "b" has no name and version',
    });
  });

  it('says when the document is none', () => {
    expect(readFile(bitnamiCataloger, path, '{}').problem).toContain('no bill of materials');
  });
});
