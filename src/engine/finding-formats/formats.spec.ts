import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import { severities } from '../model/severity.js';
import type { FindingReport } from './finding-format.js';
import { findingFormats } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a]]>b',
    '::error::x',
    '\ud800',
    '<!--',
    '"',
    '%0A',
    '\x1b[2J\x9b2J\x7f',
    '\r\n',
    '__proto__',
    '../..',
  ),
);
const hostile = fc
  .record({
    name: text,
    message: text,
    rule: text,
    path: text,
    excerpt: fc.option(text),
    severity: fc.constantFrom(...severities),
    result: fc.constantFrom('fail' as const, 'unknown' as const),
    line: fc.option(fc.integer({ min: 1 })),
    exemption: fc.option(text),
    isFile: fc.boolean(),
  })
  .map(({ name, path, line, isFile, ...parts }): FindingReport => {
    const location = { path, layer: null, line, pointer: path };
    const finding = aReportedFinding({ ...parts, title: name, remediation: name, location });
    const target = aReportedTarget({ name, isFile, findings: [finding], problems: [name] });
    const failure = { file: path, line, column: line, message: name };
    return aFindingReport({ targets: [target, anUnreadTarget({ name, failure })] });
  });

describe.each(findingFormats.map((format) => ({ id: format.id, format })))('format $id', ({ id, format }) => {
  it('has its file and its spec under its id', () => {
    const files = [`./${id}.format.ts`, `./${id}.format.spec.ts`];
    expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
    expect(findingFormats.filter((other) => other.id === id)).toEqual([format]);
    expect(format.title.length).toBeGreaterThan(0);
    expect(format.mediaType).toMatch(/^[a-z]+\/[a-z.+-]+(; charset=utf-8)?$/);
  });

  it('writes the same for the same, and ends with a line end', () => {
    const report = aFindingReport({ targets: [aReportedTarget(), anUnreadTarget()] });
    const written = format.write(report);
    expect(format.write(structuredClone(report))).toBe(written);
    expect(written.endsWith('\n')).toBe(true);
  });

  it('tells every finding, what could not be read, and of nothing that nothing is wrong', () => {
    const other = aReportedFinding({ fingerprint: 'e', message: 'Another one.', isDecisive: false });
    const target = aReportedTarget({ findings: [aReportedFinding(), other], problems: ['half of it'] });
    const written = format.write(aFindingReport({ targets: [target, anUnreadTarget()] }));
    for (const told of ['The last USER is root.', 'Another one.', 'It is no YAML.']) {
      expect(written).toContain(told);
    }
    expect(() => format.write(aFindingReport({ targets: [], decision: 'unknown' }))).not.toThrow();
  });

  it('takes any text, and lets no control character through', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const written = format.write(report);
        expect(written).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
        expect(format.write(structuredClone(report))).toBe(written);
      }),
    );
  });

  it('is done soon with many findings', () => {
    const findings = Array.from({ length: 20_000 }, (_, index) =>
      aReportedFinding({ fingerprint: String(index), rule: `rule-${index % 500}` }),
    );
    const start = processorTime();
    format.write(aFindingReport({ targets: [aReportedTarget({ findings })] }));
    expect(processorTime() - start).toBeLessThan(5_000);
  });
});
