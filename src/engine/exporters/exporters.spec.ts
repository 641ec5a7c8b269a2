import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDecidedExemption, aDecision } from '../../../test/support/example-decisions.js';
import {
  aReport,
  aReportedVulnerability,
  opensslComponent,
  scopedComponent,
} from '../../../test/support/example-report.js';
import { cyclonedxErrors, spdxErrors } from '../../../test/support/sbom-schemas.js';
import { distributionComponent } from '../catalogers/distribution-package.js';
import { languageComponent, splitName } from '../catalogers/language-component.js';
import type { FoundComponent } from '../model/component.js';
import { goFormat } from '../go/go-modules.js';
import { severities } from '../model/severity.js';
import { distributionEcosystem } from '../observers/distribution.js';
import { readSbom } from '../sboms/read-sbom.js';
import type { ReportSource } from './exporter.js';
import { exporters } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._+-]{0,12}$/);
const version = fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){0,2}([~+-][a-z0-9]{1,5})?$/);
const licence = fc.constantFrom(
  null,
  'MIT',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'BSD; see COPYING',
  'LicenseRef-x',
);
const path = fc.stringMatching(/^(\/[a-z0-9._ -]{0,6}[a-z0-9]){1,3}$/);
const place = fc.record({
  paths: fc.uniqueArray(path, { maxLength: 3 }).map((paths) => paths.toSorted()),
  layer: fc.constantFrom(null, `sha256:${'1'.repeat(64)}`),
  isDevelopment: fc.boolean(),
});
const languages = [
  { ecosystem: 'npm', purlType: 'npm', purlName: splitName('/'), separator: '/' },
  { ecosystem: 'Maven', purlType: 'maven', purlName: splitName(':'), separator: ':' },
  { ...goFormat, separator: '/' },
  { ecosystem: 'crates.io', purlType: 'cargo', separator: '' },
  { ecosystem: 'RubyGems', purlType: 'gem', separator: '' },
  { ecosystem: 'NuGet', purlType: 'nuget', separator: '' },
];
const language = fc
  .tuple(fc.constantFrom(...languages), word, word, version, licence)
  .map(([format, group, own, number, stated]) => {
    const name = format.separator === '' ? own : `${group}${format.separator}${own}`;
    return languageComponent({ name, version: number, licence: stated }, format);
  });
const systems = [
  { id: 'debian', versionId: '12', purlType: 'deb', ecosystems: ['Debian', 'Ubuntu'] },
  { id: 'ubuntu', versionId: '22.04', purlType: 'deb', ecosystems: ['Debian', 'Ubuntu'] },
  { id: 'alpine', versionId: '3.18.4', purlType: 'apk', ecosystems: ['Alpine', 'Wolfi', 'Chainguard'] },
  { id: 'wolfi', versionId: '20230201', purlType: 'apk', ecosystems: ['Alpine', 'Wolfi', 'Chainguard'] },
] as const;
const distribution = fc
  .record({
    system: fc.constantFrom(...systems),
    name: word,
    version: fc.tuple(fc.constantFrom('', '1:'), version).map((parts) => parts.join('')),
    architecture: fc.constantFrom('amd64', 'all'),
    source: fc.option(fc.record({ name: word, version })),
    licence,
  })
  .map(({ system, ...found }) => {
    const osRelease = { ...system, idLike: [], prettyName: null, codename: null };
    const context = { osRelease, distribution: distributionEcosystem(osRelease) };
    const format = {
      purlType: system.purlType,
      ecosystems: [...system.ecosystems] as [string, ...string[]],
      distributionId: system.id,
    };
    const isOwn = found.source?.name === found.name && found.source.version === found.version;
    return distributionComponent({ ...found, source: isOwn ? null : found.source }, context, format);
  });
const component = fc
  .tuple(fc.oneof(language, distribution), place)
  .map(([what, where]): FoundComponent => ({ ...what, ...where }));
const components = fc.uniqueArray(component, { maxLength: 6, selector: ({ purl }) => purl.toLowerCase() });

const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', '\0', '\ud800', '<!--', '"'));
const hostile = fc
  .record({
    name: text,
    purl: fc.oneof(text, fc.constant(opensslComponent.purl)),
    licence: fc.oneof(text, fc.constant('(('.repeat(300))),
    paths: fc.array(text, { maxLength: 2 }),
    message: text,
    id: text,
    severity: fc.constantFrom(...severities),
    exemption: fc.option(text),
    references: fc.array(text, { maxLength: 2 }),
  })
  .map(({ name, purl, licence: stated, paths, references, ...parts }): ReportSource => {
    const one = { ...opensslComponent, name, purl, licence: stated, paths };
    const { ecosystem, version: number } = one;
    const found = aReportedVulnerability({ ...parts, component: { ecosystem, name, version: number, purl } });
    const { target } = aReport();
    return aReport({
      target: { ...target, references },
      inventory: {
        ecosystems: [],
        components: [one, one, scopedComponent],
        problems: [{ path: '', layer: null, detail: name }],
      },
      vulnerabilities: [found],
    });
  });

const aStatement = {
  ...{ source: 'vendor', document: 'd', explanation: null, action: null },
  statedAt: '2026-01-01T00:00:00.000Z',
};

/** What the format's schema says against a document. */
const schemaErrors: Readonly<Record<string, (written: string) => unknown[]>> = {
  cyclonedx: (written) => cyclonedxErrors(written, '1.7'),
  spdx: spdxErrors,
};

const statuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;
const decided = fc.record({
  vex: fc.option(
    fc.record({
      status: fc.constantFrom(...statuses),
      justification: fc.constantFrom(null, 'component_not_present', 'inline_mitigations_already_exist'),
      isApplied: fc.boolean(),
      text,
    }),
  ),
  exemption: fc.option(
    fc.record({
      kind: fc.constantFrom('risk-accepted', 'false-positive', 'mitigated', 'fix-pending'),
      reason: text,
    }),
  ),
});

/** Components as catalogers give them, whose flaws are decided upon in any way, and any text in all that is only shown. */
const judged = fc.tuple(components, fc.array(decided, { minLength: 1, maxLength: 4 }), hostile).map(
  ([
    list,
    decisions,
    {
      vulnerabilities: [shown],
      target,
      inventory,
    },
  ]): ReportSource => {
    const { message, id, severity } = shown!;
    const vulnerabilities = list.map(({ ecosystem, name, version: number, purl }, index) => {
      const { vex, exemption } = decisions[index % decisions.length]!;
      const component = { ecosystem, name, version: number, purl };
      const said = vex && { ...aStatement, ...vex, source: vex.text, explanation: vex.text };
      return aReportedVulnerability({
        ...{ message, id, severity, component, fingerprint: `${index}`.padStart(32, '0') },
        result: index % 2 === 0 ? 'fail' : 'unknown',
        decision: aDecision({ vex: said, exemption: exemption && aDecidedExemption(exemption) }),
      });
    });
    return aReport({ target, inventory: { ...inventory, components: list }, vulnerabilities });
  },
);

describe.each(exporters.map((exporter) => ({ id: exporter.id, exporter })))(
  'exporter $id',
  ({ id, exporter }) => {
    it('has its file and its spec under its id', () => {
      const files = [`./${id}.exporter.ts`, `./${id}.exporter.spec.ts`];
      expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
      expect(exporters.filter((other) => other.id === id)).toEqual([exporter]);
      expect(exporter.mediaType).toMatch(/^application\/[a-z.]+\+json(; version=[0-9.]+)?$/);
    });

    it('writes the same for the same, whatever the order of the lists, and something else for another judgement', () => {
      const source = aReport({
        vulnerabilities: [aReportedVulnerability(), aReportedVulnerability({ id: 'X', fingerprint: 'e' })],
      });
      const { inventory, vulnerabilities, verdict } = source;
      const reversed = {
        ...source,
        inventory: { ...inventory, components: inventory.components.toReversed() },
        vulnerabilities: vulnerabilities.toReversed(),
      };
      expect(exporter.write(reversed)).toBe(exporter.write(source));
      const later = { ...verdict, judgedAt: new Date('2026-06-02T12:00:00.000Z') };
      expect(exporter.write({ ...source, verdict: later })).not.toBe(exporter.write(source));
    });

    it('writes JSON, the same each time, whatever the texts are', () => {
      fc.assert(
        fc.property(hostile, (source) => {
          const written = exporter.write(source);
          expect(JSON.parse(written)).toBeTypeOf('object');
          expect(exporter.write(structuredClone(source))).toBe(written);
        }),
      );
    });

    it('writes what its published form allows, whatever the texts are and whatever was decided', () => {
      const errors = schemaErrors[id];
      expect(errors, 'add what its documents are held against to the list above').toBeDefined();
      fc.assert(
        fc.property(judged, (source) => {
          expect(errors?.(exporter.write(source))).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });

    it('writes components so that they are read back as they were', () => {
      fc.assert(
        fc.property(components, (list) => {
          const written = exporter.write(
            aReport({ inventory: { ecosystems: [], components: list, problems: [] } }),
          );
          const { inventory } = readSbom(Buffer.from(written));
          const byPurl = (a: FoundComponent, b: FoundComponent) => (a.purl < b.purl ? -1 : 1);
          expect(inventory.components.toSorted(byPurl)).toEqual(list.toSorted(byPurl));
          expect(inventory.problems.length).toBe(list.length === 0 ? 1 : 0);
        }),
        { numRuns: 300 },
      );
    });

    it('never lets what could not be read pass for complete', () => {
      const problems = [{ path: '/a', layer: null, detail: 'it is broken' }];
      const written = exporter.write(
        aReport({ inventory: { ecosystems: [], components: [scopedComponent], problems } }),
      );
      const read = readSbom(Buffer.from(written)).inventory.problems;
      expect(read).toEqual([{ path: expect.any(String), layer: null, detail: '/a: it is broken' }]);
    });

    it('is done soon with many components', () => {
      const list = Array.from({ length: 5_000 }, (_, index): FoundComponent => {
        const name = `p${index}`;
        return { ...scopedComponent, name, purl: `pkg:npm/${name}@1.0.0`, version: '1.0.0' };
      });
      const written = exporter.write(
        aReport({ inventory: { ecosystems: [], components: list, problems: [] } }),
      );
      expect(readSbom(Buffer.from(written)).inventory.components).toHaveLength(5_000);
    });
  },
);
