import { describe, expect, it } from 'vitest';
import { aDecision } from '../../../test/support/example-decisions.js';
import { aReport, aReportedVulnerability, opensslComponent } from '../../../test/support/example-report.js';
import { parseSpdx } from '../../../test/support/sbom-schemas.js';
import type { ReportSource } from './exporter.js';
import { spdxExporter } from './spdx.exporter.js';

const written = (source: ReportSource) => parseSpdx(spdxExporter.write(source));

describe('spdx', () => {
  it('has every field that SPDX 2.3 requires, and refers to what it holds', () => {
    const document = written(aReport());
    const ids = new Set([document.SPDXID, ...document.packages.map(({ SPDXID }) => SPDXID)]);
    expect(ids.size).toBe(4);
    for (const { spdxElementId, relatedSpdxElement } of document.relationships) {
      expect(ids).toContain(spdxElementId);
      expect(ids).toContain(relatedSpdxElement);
    }
    expect(document.creationInfo).toEqual({
      created: '2026-06-01T12:00:00Z',
      creators: ['Tool: ironhull-1.2.3'],
    });
    expect(document.packages[0]).toMatchObject({
      name: 'registry.example/app:1',
      primaryPackagePurpose: 'CONTAINER',
    });
  });

  it('says how the target holds each package', () => {
    const relations = (kind: 'image' | 'source') =>
      written(aReport({ target: { kind, digest: 'sha256:1', references: [] } })).relationships.map((one) =>
        Object.values(one).join(' ').replaceAll('SPDXRef-', ''),
      );
    expect(relations('image')).toEqual([
      'DOCUMENT DESCRIBES Target',
      'Target CONTAINS Package-1',
      'Package-2 DEV_DEPENDENCY_OF Target',
    ]);
    expect(relations('source')[1]).toBe('Package-1 DEPENDENCY_OF Target');
  });

  it('declares licences by expression, and others by their text', () => {
    const licences = ['MIT', 'see COPYING', 'LicenseRef-mine', 'see COPYING', null];
    const components = licences.map((licence, index) => ({
      ...opensslComponent,
      licence,
      purl: `pkg:npm/a@${index}`,
    }));
    const document = written(aReport({ inventory: { ecosystems: [], components, problems: [] } }));
    expect(document.packages.slice(1).map(({ licenseDeclared }) => licenseDeclared)).toEqual([
      'MIT',
      'LicenseRef-1',
      'LicenseRef-2',
      'LicenseRef-1',
      'NOASSERTION',
    ]);
    expect(document.hasExtractedLicensingInfos.map(({ extractedText }) => extractedText)).toEqual([
      'see COPYING',
      'LicenseRef-mine',
    ]);
  });

  it('refers to the advisories of a package, and says when the risk is accepted', () => {
    const document = written(aReport({ vulnerabilities: [aReportedVulnerability({ exemption: 'e1' })] }));
    expect(document.packages[1]?.externalRefs?.[1]).toEqual({
      referenceCategory: 'SECURITY',
      referenceType: 'advisory',
      referenceLocator: 'https://osv.dev/vulnerability/CVE-2026-0001',
      comment: 'CVE-2026-0001: high, affected, risk accepted by exemption e1',
    });
  });

  it('says what a trusted source says instead', () => {
    const vex = {
      ...({ status: 'not_affected', source: 'vendor', document: 'd', isApplied: true } as const),
      ...{ justification: null, explanation: null, action: null, statedAt: '2026-01-01T00:00:00.000Z' },
    };
    const vulnerabilities = [aReportedVulnerability({ decision: aDecision({ vex }) })];
    expect(written(aReport({ vulnerabilities })).packages[1]?.externalRefs?.[1]).toMatchObject({
      comment: 'CVE-2026-0001: high, not_affected, says vendor',
    });
  });
});
