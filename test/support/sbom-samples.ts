const log4j = 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar';
const openssl = 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&upstream=openssl';

/**
 * The same bill of materials in each format: an application on Debian 12 with a nested component, one that is only for
 * development, and one without a package URL. Shaped like those of the tools in use.
 */
export const cyclonedxJson = JSON.stringify({
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: {
    timestamp: '2026-05-01T00:00:00Z',
    component: {
      'bom-ref': 'app',
      type: 'container',
      name: 'shop',
      version: '2.1',
      purl: 'pkg:oci/shop@sha256%3Aabc',
    },
  },
  components: [
    { type: 'operating-system', name: 'debian', version: '12.4' },
    {
      type: 'library',
      group: 'org.apache.logging.log4j',
      name: 'log4j-core',
      version: '2.14.1',
      purl: log4j,
      licenses: [{ license: { id: 'Apache-2.0' } }],
      evidence: { occurrences: [{ location: 'app/shop.jar' }] },
      components: [{ type: 'library', name: 'left-pad', version: '1.3.0', purl: 'pkg:npm/left-pad@1.3.0' }],
    },
    { type: 'library', name: 'libssl3', version: '3.0.11-1~deb12u2', purl: openssl },
    { type: 'library', name: 'mocha', version: '10.0.0', purl: 'pkg:npm/mocha@10.0.0', scope: 'excluded' },
    { type: 'library', name: 'homegrown', version: '1' },
    { type: 'file', name: '/etc/hosts' },
  ],
});

export const cyclonedxXml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
  <metadata><component type="container"><name>shop</name><version>2.1</version></component></metadata>
  <components>
    <component type="operating-system"><name>debian</name><version>12.4</version></component>
    <component type="library">
      <group>org.apache.logging.log4j</group><name>log4j-core</name><version>2.14.1</version>
      <licenses><license><id>Apache-2.0</id></license></licenses>
      <purl>${log4j}</purl>
      <evidence><occurrences><occurrence><location>app/shop.jar</location></occurrence></occurrences></evidence>
      <components>
        <component type="library"><name>left-pad</name><version>1.3.0</version><purl>pkg:npm/left-pad@1.3.0</purl></component>
      </components>
    </component>
    <component type="library"><name>libssl3</name><version>3.0.11-1~deb12u2</version><purl>${openssl.replaceAll('&', '&amp;')}</purl></component>
    <component type="library"><name>mocha</name><version>10.0.0</version><scope>excluded</scope><purl>pkg:npm/mocha@10.0.0</purl></component>
    <component type="library"><name>homegrown</name><version>1</version></component>
    <component type="file"><name>/etc/hosts</name></component>
  </components>
</bom>`;

const purl = (locator: string) => [
  { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator },
];
const spdxPackages = [
  { SPDXID: 'SPDXRef-app', name: 'shop', versionInfo: '2.1', primaryPackagePurpose: 'CONTAINER' },
  { SPDXID: 'SPDXRef-os', name: 'debian', versionInfo: '12.4', primaryPackagePurpose: 'OPERATING-SYSTEM' },
  {
    SPDXID: 'SPDXRef-1',
    name: 'org.apache.logging.log4j:log4j-core',
    versionInfo: '2.14.1',
    licenseDeclared: 'Apache-2.0',
    externalRefs: purl(log4j),
  },
  {
    SPDXID: 'SPDXRef-2',
    name: 'left-pad',
    versionInfo: '1.3.0',
    licenseDeclared: 'NOASSERTION',
    externalRefs: purl('pkg:npm/left-pad@1.3.0'),
  },
  { SPDXID: 'SPDXRef-3', name: 'libssl3', versionInfo: '3.0.11-1~deb12u2', externalRefs: purl(openssl) },
  { SPDXID: 'SPDXRef-4', name: 'mocha', versionInfo: '10.0.0', externalRefs: purl('pkg:npm/mocha@10.0.0') },
  { SPDXID: 'SPDXRef-5', name: 'homegrown', versionInfo: '1' },
];

export const spdxJson = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'shop',
  packages: spdxPackages,
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-app' },
    { spdxElementId: 'SPDXRef-app', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-1' },
    { spdxElementId: 'SPDXRef-4', relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-app' },
  ],
});

export const spdxTagValue = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: shop
DocumentComment: <text>Several lines,
PackageName: not-a-package
of text.</text>
# a remark
${spdxPackages
  .map((one) =>
    [
      `PackageName: ${one.name}`,
      `SPDXID: ${one.SPDXID}`,
      `PackageVersion: ${one.versionInfo}`,
      ...(one.primaryPackagePurpose ? [`PrimaryPackagePurpose: ${one.primaryPackagePurpose}`] : []),
      ...(one.licenseDeclared ? [`PackageLicenseDeclared: ${one.licenseDeclared}`] : []),
      ...(one.externalRefs ?? []).map((ref) => `ExternalRef: PACKAGE-MANAGER purl ${ref.referenceLocator}`),
    ].join('\n'),
  )
  .join('\n\n')}

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
Relationship: SPDXRef-4 DEV_DEPENDENCY_OF SPDXRef-app
`;
