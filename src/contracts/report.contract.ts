import { z } from 'zod';
import type { ExporterId } from '../engine/exporters/index.generated.js';

const formats = {
  cyclonedx: 'CycloneDX 1.7 (JSON), with vulnerabilities and VEX',
  spdx: 'SPDX 2.3 (JSON)',
} as const satisfies Record<ExporterId, string>;

export const ReportFormat = z.enum(Object.keys(formats) as ExporterId[]).meta({
  id: 'ReportFormat',
  description: `How a bill of materials is written: ${Object.entries(formats)
    .map(([id, title]) => `${id}, ${title}`)
    .join('; ')}.`,
});
export type ReportFormat = z.output<typeof ReportFormat>;

export const ReportQuery = z.strictObject({ format: ReportFormat.default('cyclonedx') });
export interface ReportQuery extends z.output<typeof ReportQuery> {}
