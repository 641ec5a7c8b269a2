import { benchmarkLabels } from './benchmark-labels.js';
import type { BenchmarkForm, BenchmarkLine, BenchmarkReport } from './benchmark-report.js';
import { evidenceText } from './evidence-text.js';

/** Elements that one cell tells of. */
const mostEvidence = 20;

/**
 * As CSV (RFC 4180, but for line ends of Unix): a head, and one line for each recommendation. No cell begins as a formula
 * of a spreadsheet does.
 */
export const csvForm: BenchmarkForm = {
  id: 'csv',
  title: 'CSV',
  mediaType: 'text/csv; charset=utf-8',
  write(report) {
    const rows = [
      benchmarkLabels[report.language].columns,
      ...report.lines.map((line) => cellsOf(line, report)),
    ];
    return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
  },
};

function cellsOf(line: BenchmarkLine, report: BenchmarkReport): string[] {
  const labels = benchmarkLabels[report.language];
  const { id, title, status, checks, evidence, reason, remediation } = line;
  const told = evidence.slice(0, mostEvidence).map((one) => evidenceText(one, report));
  const rest = evidence.length - told.length;
  return [
    id,
    title,
    labels.status[status],
    checks.map((check) => `${check.id} (${labels.status[check.status]})`).join(' '),
    [...told, ...(rest > 0 ? [labels.more(rest)] : []), ...(reason === null ? [] : [reason])].join('; '),
    remediation ?? '',
  ];
}

/** Spreadsheets take what begins so for a formula, spaces before it or not, in wide letters too. */
const formula = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/;

function cell(text: string): string {
  const plain = text.replace(/[\s\u0000-\u001f\u007f-\u009f\ud800-\udfff]+/gu, ' ').trim();
  const safe = formula.test(plain) ? `'${plain}` : plain;
  return `"${safe.replaceAll('"', '""')}"`;
}
