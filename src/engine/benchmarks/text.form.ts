import { columnsOf, padded, shown, truncated, wrapped } from '../text/columns.js';
import { benchmarkLabels, type BenchmarkLabels } from './benchmark-labels.js';
import {
  benchmarkStatuses,
  statusCounts,
  type BenchmarkForm,
  type BenchmarkLine,
  type BenchmarkReport,
} from './benchmark-report.js';
import { evidenceText } from './evidence-text.js';

/** Columns of a terminal. */
const width = 100;
const numberWidth = 6;
const indent = ' '.repeat(4);
/** Elements that are told of one recommendation. */
const mostEvidence = 5;
const mostProblems = 10;

/** For people: one line for each recommendation, and below it what is wrong and what to do. */
export const textForm: BenchmarkForm = {
  id: 'text',
  title: 'text for people',
  mediaType: 'text/plain; charset=utf-8',
  write(report) {
    const labels = benchmarkLabels[report.language];
    const blocks = [
      headLines(report, labels),
      problemLines(report, labels),
      ...Object.keys(report.chapters).map((chapter) => chapterLines(chapter, report, labels)),
    ];
    return blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n');
  },
};

function headLines(report: BenchmarkReport, labels: BenchmarkLabels): string[] {
  const { benchmark, targets, policy } = report;
  const counts = statusCounts(report);
  const told = benchmarkStatuses.filter((status) => counts[status] > 0);
  const about = [
    `${benchmark.name} ${benchmark.version}`,
    ...(targets.length > 0 ? [labels.of(targets.map(({ name }) => name))] : []),
    ...(policy ? [labels.under(policy.name)] : []),
  ];
  return [
    ...wrapped(shown(about.join(' ')), width),
    ...wrapped(told.map((status) => `${labels.status[status]} ${counts[status]}`).join(', '), width),
  ];
}

function problemLines({ problems }: BenchmarkReport, labels: BenchmarkLabels): string[] {
  if (problems.length === 0) return [];
  const told = problems.slice(0, mostProblems);
  const rest = problems.length - told.length;
  return [
    labels.problems,
    ...told.flatMap(({ target, message }) => inset(`- ${target}: ${message}`)),
    ...(rest > 0 ? inset(labels.more(rest)) : []),
  ];
}

function chapterLines(chapter: string, report: BenchmarkReport, labels: BenchmarkLabels): string[] {
  const { chapters, lines } = report;
  const own = lines.filter((line) => line.chapter === chapter);
  const words = Math.max(...Object.values(labels.status).map(columnsOf));
  return [`${chapter} ${chapters[chapter]}`, ...own.flatMap((line) => linesOf(line, words, report))];
}

function linesOf(line: BenchmarkLine, words: number, report: BenchmarkReport): string[] {
  const labels = benchmarkLabels[report.language];
  const { id, title, status, evidence, reason, remediation } = line;
  const head = `${padded(id, numberWidth)}  ${padded(labels.status[status], words)}  ${title}`;
  const told = evidence.slice(0, mostEvidence);
  const rest = evidence.length - told.length;
  return [
    truncated(head, width),
    ...told.flatMap((one) => inset(`- ${evidenceText(one, report)}`)),
    ...(rest > 0 ? inset(labels.more(rest)) : []),
    ...(reason === null || status === 'not_covered' ? [] : inset(reason)),
    ...(remediation === null ? [] : inset(labels.remediation + remediation)),
  ];
}

function inset(text: string): string[] {
  return wrapped(shown(text), width - indent.length).map((line) => indent + line);
}
