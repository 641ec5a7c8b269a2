import type { BenchmarkFormId } from '../engine/benchmarks/index.generated.js';
import type { ExporterId } from '../engine/exporters/index.generated.js';
import type { FindingFormatId } from '../engine/finding-formats/index.generated.js';

/** Forms of a bill of materials, with its vulnerabilities. */
export const bomFormats = {
  cyclonedx: 'CycloneDX 1.7 (JSON), with vulnerabilities and VEX',
  spdx: 'SPDX 2.3 (JSON)',
} as const satisfies Record<ExporterId, string>;

/** Forms of findings. */
export const findingReportFormats = {
  sarif: 'SARIF 2.1.0, all findings',
  junit: "JUnit's XML, all findings",
} as const satisfies Partial<Record<FindingFormatId, string>>;

/** Reports by the recommendations of a benchmark. */
export const benchmarkReportFormats = {
  cis: 'the CIS benchmark for Docker 1.7, one line for each recommendation, in the form that `as` says',
} as const;

/** How a report on a benchmark is written. */
export const benchmarkReportForms = {
  json: 'JSON',
  text: 'text for people, 100 columns wide',
  csv: 'CSV',
  html: 'one page of HTML',
  junit: "JUnit's XML",
} as const satisfies Record<BenchmarkFormId, string>;

export const reportFormats = { ...bomFormats, ...findingReportFormats, ...benchmarkReportFormats };
export type ReportFormatId = keyof typeof reportFormats;
