import { z } from 'zod';
import type { BenchmarkFormId } from '../engine/benchmarks/index.generated.js';
import { benchmarkReportForms, reportFormats, type ReportFormatId } from './report-formats.js';

export const ReportFormat = z.enum(Object.keys(reportFormats) as ReportFormatId[]).meta({
  id: 'ReportFormat',
  description: `How a target is written: ${Object.entries(reportFormats)
    .map(([id, title]) => `${id}, ${title}`)
    .join('; ')}.`,
});
export type ReportFormat = z.output<typeof ReportFormat>;

export const BenchmarkReportForm = z.enum(Object.keys(benchmarkReportForms) as BenchmarkFormId[]).meta({
  id: 'BenchmarkReportForm',
  description: `How a report on a benchmark is written: ${Object.entries(benchmarkReportForms)
    .map(([id, title]) => `${id}, ${title}`)
    .join('; ')}.`,
});
export type BenchmarkReportForm = z.output<typeof BenchmarkReportForm>;

export const ReportQuery = z.strictObject({
  format: ReportFormat.default('cyclonedx'),
  as: BenchmarkReportForm.optional().describe('Of format=cis; json unless told.'),
});
export interface ReportQuery extends z.output<typeof ReportQuery> {}
