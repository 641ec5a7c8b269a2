import { z } from 'zod';
import type { BenchmarkFormId } from '../engine/benchmarks/index.generated.js';
import type { DecisionExportId } from '../engine/decision-exports/index.generated.js';
import { ExemptionKind } from './exemption-parts.contract.js';
import { op, queries } from './kit/operation.js';
import { Id, many } from './kit/schema.js';
import {
  benchmarkReportForms,
  decisionFormats,
  reportFormats,
  type ReportFormatId,
} from './report-formats.js';

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

export const DecisionFormat = z.enum(Object.keys(decisionFormats) as DecisionExportId[]).meta({
  id: 'DecisionFormat',
  description: `How decisions are written: ${Object.entries(decisionFormats)
    .map(([id, title]) => `${id}, ${title}`)
    .join('; ')}.`,
});

const exportShape = {
  format: DecisionFormat.default('openvex'),
  kind: many(ExemptionKind).optional(),
  targetId: Id.optional(),
  repository: z.string().min(1).max(500).optional().describe('Glob over the repositories of targets.'),
  purl: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('Of a component: with or without version, or with a range.'),
};
export const ExemptionExportQuery = z.strictObject(exportShape);
export interface ExemptionExportQuery extends z.output<typeof ExemptionExportQuery> {}

export const ExemptionExport = z.strictObject(exportShape).meta({ id: 'ExemptionExportInput' });

export const DecisionDocument = z
  .object({ mediaType: z.string(), text: z.string() })
  .meta({ id: 'DecisionDocument', description: 'What was decided about findings, written for other tools.' });

export const reportGraphql = queries({
  exportDecisions: op(
    'read',
    'All findings of a target with what was decided about each: as VEX, or as rules of other scanners and of Kyverno.',
    z.object({ targetId: Id, format: DecisionFormat.default('openvex') }),
    DecisionDocument,
  ),
  exportExemptions: op(
    'read',
    'Exemptions in force, with what they cover: as VEX, or as rules of other scanners and of Kyverno.',
    z.object({ filter: ExemptionExport.prefault({}) }),
    DecisionDocument,
  ),
});
