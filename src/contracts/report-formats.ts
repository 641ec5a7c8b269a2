import type { BenchmarkFormId } from '../engine/benchmarks/index.generated.js';
import type { DecisionExportId } from '../engine/decision-exports/index.generated.js';
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

/** What was decided about findings, in the words of VEX or as rules of others. */
export const decisionFormats = {
  openvex: 'OpenVEX 0.2.0',
  'csaf-vex': 'CSAF 2.0, profile VEX',
  'cyclonedx-vex': 'CycloneDX VEX 1.6 (JSON)',
  trivyignore: '.trivyignore.yaml',
  grype: 'ignore rules of Grype (.grype.yaml)',
  kyverno: 'PolicyExceptions of Kyverno (YAML)',
} as const satisfies Record<DecisionExportId, string>;

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

export const reportFormats = {
  ...bomFormats,
  ...findingReportFormats,
  ...decisionFormats,
  ...benchmarkReportFormats,
};
export type ReportFormatId = keyof typeof reportFormats;
