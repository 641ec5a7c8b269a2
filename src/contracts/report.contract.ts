import { z } from 'zod';
import { reportFormats, type ReportFormatId } from './report-formats.js';

export const ReportFormat = z.enum(Object.keys(reportFormats) as ReportFormatId[]).meta({
  id: 'ReportFormat',
  description: `How a target is written: ${Object.entries(reportFormats)
    .map(([id, title]) => `${id}, ${title}`)
    .join('; ')}.`,
});
export type ReportFormat = z.output<typeof ReportFormat>;

export const ReportQuery = z.strictObject({ format: ReportFormat.default('cyclonedx') });
export interface ReportQuery extends z.output<typeof ReportQuery> {}
