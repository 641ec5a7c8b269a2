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

export const reportFormats = { ...bomFormats, ...findingReportFormats };
export type ReportFormatId = keyof typeof reportFormats;
