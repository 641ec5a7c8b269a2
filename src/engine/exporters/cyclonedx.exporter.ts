import { Enums, Models, Serialize, Spec, SPDX } from '@cyclonedx/cyclonedx-library';
import type { FoundComponent } from '../model/component.js';
import { vulnerabilityModel } from './cyclonedx-vulnerability.js';
import type { Exporter, ReportSource } from './exporter.js';
import { isSpdxExpression } from './licences.js';
import { componentKey, reportUuid, sortedComponents, targetName } from './report-identity.js';

const targetRef = 'target';
const targetTypes = {
  image: Enums.ComponentType.Container,
  source: Enums.ComponentType.Application,
  sbom: Enums.ComponentType.Application,
  workload: Enums.ComponentType.File,
  dockerfile: Enums.ComponentType.File,
  host: Enums.ComponentType.Platform,
  'docker-bench': Enums.ComponentType.Platform,
} as const;

/**
 * CycloneDX 1.7 as JSON, with the vulnerabilities and what was decided about each (VEX). Which component needs which is
 * not observed: all of them hang from the target. What is no component (where it lies, what could not be read) is in
 * properties, under `ironhull:`.
 */
export const cyclonedxExporter: Exporter = {
  id: 'cyclonedx',
  title: 'CycloneDX 1.7 (JSON), with vulnerabilities',
  mediaType: 'application/vnd.cyclonedx+json; version=1.7',
  write(source) {
    const bom = new Models.Bom({
      serialNumber: `urn:uuid:${reportUuid(source, 'cyclonedx')}`,
      metadata: metadataOf(source),
    });
    const refs = addComponents(bom, source);
    for (const vulnerability of source.vulnerabilities) {
      const affected = refs.get(componentKey(vulnerability.component)) ?? [];
      bom.vulnerabilities.add(vulnerabilityModel(vulnerability, affected, source.language));
    }
    const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot7));
    return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
  },
};

function metadataOf(source: ReportSource): Models.Metadata {
  const { product, target, verdict, inventory } = source;
  const properties = [
    new Models.Property('ironhull:decision', verdict.decision),
    new Models.Property('ironhull:policy', verdict.policy),
    ...inventory.problems.map(
      ({ path, detail }) =>
        new Models.Property('ironhull:problem', path === '' ? detail : `${path}: ${detail}`),
    ),
  ];
  return new Models.Metadata({
    timestamp: verdict.judgedAt,
    tools: new Models.Tools({
      components: new Models.ComponentRepository([
        new Models.Component(Enums.ComponentType.Application, product.name, { version: product.version }),
      ]),
    }),
    component: new Models.Component(targetTypes[target.kind], targetName(source), {
      bomRef: targetRef,
      version: target.digest,
    }),
    properties: new Models.PropertyRepository(properties),
  });
}

/** Adds every component under a reference of its own; returns the references of each key. */
function addComponents(bom: Models.Bom, source: ReportSource): Map<string, Models.BomRef[]> {
  const refs = new Map<string, Models.BomRef[]>();
  const counts = new Map([[targetRef, 1]]);
  for (const component of sortedComponents(source)) {
    const model = componentModel(component, freeRef(component.purl, counts));
    bom.components.add(model);
    bom.metadata.component?.dependencies.add(model.bomRef);
    const key = componentKey(component);
    refs.set(key, [...(refs.get(key) ?? []), model.bomRef]);
  }
  return refs;
}

/** References must differ, else the library draws random ones. Package URLs have no `#` that is not a subpath. */
function freeRef(purl: string, counts: Map<string, number>): string {
  const count = (counts.get(purl) ?? 0) + 1;
  counts.set(purl, count);
  if (count === 1 && purl !== '') return purl;
  return freeRef(`${purl}#${count}`, counts);
}

function componentModel(component: FoundComponent, bomRef: string): Models.Component {
  const { name, version, purl, licence, paths, layer, isDevelopment } = component;
  const properties = [
    ...paths.map((path) => new Models.Property('ironhull:path', path)),
    ...(layer === null ? [] : [new Models.Property('ironhull:layer', layer)]),
    ...(isDevelopment ? [new Models.Property('ironhull:development', 'true')] : []),
  ];
  return new Models.Component(Enums.ComponentType.Library, name, {
    bomRef,
    version,
    purl,
    scope: isDevelopment ? Enums.ComponentScope.Excluded : undefined,
    licenses: new Models.LicenseRepository(licence === null ? [] : [licenceModel(licence)]),
    properties: new Models.PropertyRepository(properties),
  });
}

function licenceModel(licence: string): Models.License {
  if (SPDX.isSupportedSpdxId(licence)) return new Models.SpdxLicense(licence);
  return isSpdxExpression(licence) ? new Models.LicenseExpression(licence) : new Models.NamedLicense(licence);
}
