import { describe, expect, it } from 'vitest';
import { aDecidedExemption, aDecision } from '../../../test/support/example-decisions.js';
import { aReport, aReportedVulnerability } from '../../../test/support/example-report.js';
import { cyclonedxErrors } from '../../../test/support/sbom-schemas.js';
import { cyclonedxExporter } from './cyclonedx.exporter.js';
import type { ReportSource } from './exporter.js';

interface Bom {
  serialNumber: string;
  metadata: { timestamp: string; component: { type: string; name: string; version: string } };
  components: {
    'bom-ref': string;
    name: string;
    purl: string;
    scope?: string;
    licenses?: object[];
    properties: object[];
  }[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  vulnerabilities: {
    id: string;
    analysis: object;
    affects: object[];
    ratings: object[];
    references: object[];
  }[];
}
const written = (source: ReportSource) => JSON.parse(cyclonedxExporter.write(source)) as Bom;

const falsePositive = aDecidedExemption({ kind: 'false-positive', justification: 'component_not_present' });

describe('cyclonedx', () => {
  it.each([
    ['an image', aReport()],
    [
      'a folder',
      aReport({ target: { kind: 'source', digest: 'sha256:1', references: [] }, vulnerabilities: [] }),
    ],
    [
      'nothing',
      aReport({
        inventory: { ecosystems: [], components: [], problems: [{ path: '', layer: null, detail: 'x' }] },
      }),
    ],
    [
      'an exemption',
      aReport({ vulnerabilities: [aReportedVulnerability({ exemption: 'e1', score: null })] }),
    ],
    [
      'an undecided one',
      aReport({ vulnerabilities: [aReportedVulnerability({ result: 'unknown', severity: 'unknown' })] }),
    ],
  ])('is valid by the schema of CycloneDX 1.7 for %s', (_, source) => {
    expect(cyclonedxErrors(cyclonedxExporter.write(source), '1.7')).toEqual([]);
  });

  it('is held by the schema', () => {
    const { serialNumber: _, ...rest } = { ...written(aReport()), bomFormat: 'Other' };
    expect(cyclonedxErrors(JSON.stringify(rest), '1.7')).not.toEqual([]);
  });

  it('names the target, its components with licences and places, and hangs them from it', () => {
    const bom = written(aReport());
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(bom.metadata).toMatchObject({
      timestamp: '2026-06-01T12:00:00.250Z',
      component: { type: 'container', name: 'registry.example/app:1', version: `sha256:${'b'.repeat(64)}` },
    });
    const [deb, npm] = bom.components;
    expect(deb).toMatchObject({
      name: 'libssl3',
      properties: [{ name: 'ironhull:layer' }, { name: 'ironhull:path', value: '/var/lib/dpkg/status' }],
    });
    expect(npm).toMatchObject({ scope: 'excluded', licenses: [{ expression: '(MIT OR Apache-2.0)' }] });
    expect(bom.dependencies.find(({ ref }) => ref === 'target')?.dependsOn).toEqual(
      bom.components.map((component) => component['bom-ref']),
    );
  });

  it.each([
    [{}, { state: 'in_triage' }],
    [
      { result: 'unknown' as const, message: 'why' },
      { state: 'in_triage', detail: 'why' },
    ],
    [
      { exemption: 'e1' },
      {
        state: 'exploitable',
        response: ['will_not_fix'],
        detail: 'The risk is accepted until exemption e1 ends.',
      },
    ],
    [
      { decision: aDecision({ exemption: falsePositive }) },
      { state: 'not_affected', justification: 'code_not_present', detail: falsePositive.reason },
    ],
  ])('says of a vulnerability with %j what was decided: %j', (parts, analysis) => {
    const [vulnerability] = written(
      aReport({ vulnerabilities: [aReportedVulnerability(parts)] }),
    ).vulnerabilities;
    expect(vulnerability).toMatchObject({
      id: 'CVE-2026-0001',
      ratings: [{ severity: 'high', score: 7.5 }],
      references: [{ id: 'DEBIAN-CVE-2026-0001', source: { name: 'DEBIAN' } }],
    });
    expect(vulnerability?.analysis).toEqual(analysis);
    const status = 'decision' in parts ? 'unaffected' : 'result' in parts ? 'unknown' : 'affected';
    expect(vulnerability?.affects).toEqual([
      { ref: expect.stringMatching(/^pkg:deb/), versions: [{ version: '3.0.11-1~deb12u2', status }] },
    ]);
  });
});
