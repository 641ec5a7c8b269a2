import type { FoundComponent } from '../model/component.js';
import type { Exporter, ReportedVulnerability, ReportSource } from './exporter.js';
import { isSpdxExpression } from './licences.js';
import { componentKey, reportUuid, sortedComponents, targetName } from './report-identity.js';

const documentId = 'SPDXRef-DOCUMENT';
const targetId = 'SPDXRef-Target';
const purposes = {
  image: 'CONTAINER',
  source: 'SOURCE',
  sbom: 'APPLICATION',
  workload: 'FILE',
  dockerfile: 'FILE',
  host: 'DEVICE',
  'docker-bench': 'DEVICE',
} as const;

/** Licences of a document, by their text. */
type Licences = Map<string, string>;

/**
 * SPDX 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3/). What SPDX has no field for (where a package lies, what could
 * not be read) is in annotations that begin with `ironhull:`.
 */
export const spdxExporter: Exporter = {
  id: 'spdx',
  title: 'SPDX 2.3 (JSON)',
  mediaType: 'application/spdx+json',
  write(source) {
    const { product, inventory } = source;
    const created = instantOf(source);
    const components = sortedComponents(source);
    const advisories = advisoriesBy(source.vulnerabilities);
    const licences: Licences = new Map();
    const packages = components.map((component, index) =>
      packageOf(component, packageId(index), { source, licences, advisories }),
    );
    const document = {
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: documentId,
      name: targetName(source),
      documentNamespace: `urn:uuid:${reportUuid(source, 'spdx')}`,
      creationInfo: { created, creators: [`Tool: ${product.name}-${product.version}`] },
      annotations: [
        annotation(source, 'ironhull:decision', source.verdict.decision),
        annotation(source, 'ironhull:policy', source.verdict.policy),
        ...inventory.problems.map(({ path, detail }) =>
          annotation(source, 'ironhull:problem', path === '' ? detail : `${path}: ${detail}`),
        ),
      ],
      packages: [targetPackage(source), ...packages],
      relationships: [
        relation(documentId, 'DESCRIBES', targetId),
        ...components.map((component, index) => holding(source, component, packageId(index))),
      ],
      hasExtractedLicensingInfos: [...licences].map(([text, licenseId]) => ({
        licenseId,
        extractedText: text,
        name: text,
      })),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

function packageId(index: number): string {
  return `SPDXRef-Package-${index + 1}`;
}

function targetPackage(source: ReportSource): object {
  return {
    SPDXID: targetId,
    name: targetName(source),
    versionInfo: source.target.digest,
    primaryPackagePurpose: purposes[source.target.kind],
    ...unasserted,
    licenseDeclared: 'NOASSERTION',
  };
}

const unasserted = {
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
} as const;

interface PackageContext {
  readonly source: ReportSource;
  readonly licences: Licences;
  readonly advisories: ReadonlyMap<string, readonly ReportedVulnerability[]>;
}

function packageOf(component: FoundComponent, id: string, context: PackageContext): object {
  const { name, version, purl, licence, paths, layer } = component;
  const { source, licences, advisories } = context;
  const annotations = [
    ...paths.map((path) => annotation(source, 'ironhull:path', path)),
    ...(layer === null ? [] : [annotation(source, 'ironhull:layer', layer)]),
  ];
  const found = advisories.get(componentKey(component)) ?? [];
  return {
    SPDXID: id,
    name,
    versionInfo: version,
    ...unasserted,
    licenseDeclared: licence === null ? 'NOASSERTION' : declared(licence, licences),
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
      ...found.map(advisoryReference),
    ],
    ...(annotations.length > 0 ? { annotations } : {}),
  };
}

/** The expression, or a reference to a licence of the document that has the text. */
function declared(licence: string, licences: Licences): string {
  if (isSpdxExpression(licence)) return licence;
  const known = licences.get(licence);
  if (known !== undefined) return known;
  const id = `LicenseRef-${licences.size + 1}`;
  licences.set(licence, id);
  return id;
}

/** https://spdx.github.io/spdx-spec/v2.3/external-repository-identifiers/#f24-advisory */
function advisoryReference({ id, severity, result, exemption, decision }: ReportedVulnerability): object {
  const vex = decision?.vex;
  const found = result === 'unknown' ? 'not known whether it is affected' : 'affected';
  const state = vex?.isApplied ? `${vex.status}, says ${vex.source}` : found;
  const waiver = exemption === null ? '' : `, risk accepted by exemption ${exemption}`;
  return {
    referenceCategory: 'SECURITY',
    referenceType: 'advisory',
    referenceLocator: `https://osv.dev/vulnerability/${id.replace(/[^A-Za-z0-9._~:-]/g, '_')}`,
    comment: `${id}: ${severity}, ${state}${waiver}`,
  };
}

function advisoriesBy(vulnerabilities: readonly ReportedVulnerability[]): PackageContext['advisories'] {
  const byComponent = new Map<string, ReportedVulnerability[]>();
  const sorted = [...vulnerabilities].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  for (const vulnerability of sorted) {
    const key = componentKey(vulnerability.component);
    const known = byComponent.get(key);
    if (known) known.push(vulnerability);
    else byComponent.set(key, [vulnerability]);
  }
  return byComponent;
}

function holding({ target }: ReportSource, { isDevelopment }: FoundComponent, id: string): object {
  if (isDevelopment) return relation(id, 'DEV_DEPENDENCY_OF', targetId);
  return target.kind === 'source'
    ? relation(id, 'DEPENDENCY_OF', targetId)
    : relation(targetId, 'CONTAINS', id);
}

function relation(spdxElementId: string, relationshipType: string, relatedSpdxElement: string): object {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

function annotation(source: ReportSource, name: string, value: string): object {
  const { product } = source;
  return {
    annotationDate: instantOf(source),
    annotationType: 'OTHER',
    annotator: `Tool: ${product.name}-${product.version}`,
    comment: `${name}=${value}`,
  };
}

/** SPDX writes instants without fractions of seconds. */
function instantOf({ verdict }: ReportSource): string {
  return verdict.judgedAt.toISOString().replace(/\.\d+Z$/, 'Z');
}
