import { describe, expect, it } from 'vitest';
import { readSbom } from './read-sbom.js';

const layer = `sha256:${'1'.repeat(64)}`;
const lodash = { type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' };
const read = (parts: object) =>
  readSbom(Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...parts })));
const one = (component: object) =>
  read({ components: [{ ...lodash, ...component }] }).inventory.components[0];
const properties = (values: Readonly<Record<string, string>>) => ({
  properties: Object.entries(values).map(([name, value]) => ({ name, value })),
});

describe('cyclonedx-json', () => {
  it.each(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('reads version %s', (specVersion) => {
    expect(read({ specVersion, components: [lodash] })).toMatchObject({
      format: 'CycloneDX',
      specVersion,
      inventory: { components: [{ name: 'lodash' }], problems: [] },
    });
  });

  it.each(['1.8', '2.0', undefined])(
    'reads what it can of version %s, and says that it may be wrong',
    (specVersion) => {
      const { components, problems } = read({ specVersion, components: [lodash] }).inventory;
      expect([components.length, problems.map(({ path }) => path)]).toEqual([1, ['specVersion']]);
    },
  );

  it('counts the subject when it is a package itself', () => {
    const component = { type: 'library', name: 'lodash', version: '4.17.20', purl: lodash.purl };
    expect(read({ metadata: { component } }).inventory.components.map(({ name }) => name)).toEqual([
      'lodash',
    ]);
    const container = { ...component, purl: 'pkg:oci/lodash@1' };
    expect(read({ metadata: { component: container }, components: [lodash] }).inventory).toMatchObject({
      components: [{ name: 'lodash' }],
      problems: [],
    });
  });

  it.each([
    [{ licenses: [{ expression: 'MIT OR Apache-2.0' }] }, 'MIT OR Apache-2.0'],
    [{ licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Own' } }] }, 'MIT AND Own'],
    [{ licenses: [] }, null],
    [{ licenses: 'MIT' }, null],
  ])('reads the licence of %j', (component, licence) => {
    expect(one(component)?.licence).toBe(licence);
  });

  it('finds places and purposes in the properties of tools', () => {
    expect(
      one(properties({ 'syft:location:0:path': '/app/yarn.lock', 'syft:location:0:layerID': layer })),
    ).toMatchObject({
      paths: ['/app/yarn.lock'],
      layer,
    });
    expect(
      one(properties({ 'aquasecurity:trivy:FilePath': 'app/a.jar', 'aquasecurity:trivy:LayerDiffID': 'x' })),
    ).toMatchObject({
      paths: ['/app/a.jar'],
      layer: null,
    });
    expect(one(properties({ 'cdx:npm:package:development': 'true' }))?.isDevelopment).toBe(true);
    expect(one({ scope: 'optional' })?.isDevelopment).toBe(false);
  });

  it('finds source packages in the properties of Trivy, and passes over its groups', () => {
    const source = properties({
      'aquasecurity:trivy:SrcName': 'openssl',
      'aquasecurity:trivy:SrcVersion': '3.0.11',
      'aquasecurity:trivy:SrcRelease': '1~deb12u2',
      'aquasecurity:trivy:SrcEpoch': '1',
    });
    const purl = 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?distro=debian-12.4';
    expect(one({ ...source, name: 'libssl3', purl })?.source).toEqual({
      name: 'openssl',
      version: '1:3.0.11-1~deb12u2',
    });
    const group = {
      type: 'application',
      name: 'package-lock.json',
      ...properties({ 'aquasecurity:trivy:Class': 'lang-pkgs' }),
    };
    expect(read({ components: [lodash, group] }).inventory.problems).toEqual([]);
  });

  it('is for development only when it is so wherever it is listed', () => {
    const development = { ...lodash, scope: 'excluded' };
    expect(read({ components: [development, lodash] }).inventory.components).toMatchObject([
      { isDevelopment: false },
    ]);
    expect(read({ components: [development, development] }).inventory.components).toMatchObject([
      { isDevelopment: true },
    ]);
  });

  it('says so when the document says that it is incomplete', () => {
    const compositions = [{ aggregate: 'incomplete_third_party_only' }];
    expect(read({ components: [lodash], compositions }).inventory.problems.map(({ path }) => path)).toEqual([
      'compositions',
    ]);
    expect(
      read({ components: [lodash], compositions: [{ aggregate: 'complete' }] }).inventory.problems,
    ).toEqual([]);
  });
});
