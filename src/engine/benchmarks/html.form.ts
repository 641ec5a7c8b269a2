import { markupAttribute, markupText } from '../text/markup.js';
import { benchmarkLabels, type BenchmarkLabels } from './benchmark-labels.js';
import {
  benchmarkStatuses,
  statusCounts,
  type BenchmarkEvidence,
  type BenchmarkForm,
  type BenchmarkLine,
  type BenchmarkReport,
} from './benchmark-report.js';

const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .35rem .5rem; text-align: left; vertical-align: top; }
td:nth-child(3) { font-weight: 600; white-space: nowrap; }
.fail td:nth-child(3) { color: #b00020; }
.unknown td:nth-child(3), .manual td:nth-child(3) { color: #8a5a00; }
.exempt td:nth-child(3) { color: #5b3fa0; }
.pass td:nth-child(3) { color: #176b2c; }
.not_applicable, .not_covered { color: #666; }
ul { margin: 0; padding-left: 1.2rem; }
code { font-size: .9em; overflow-wrap: anywhere; }
`;

/** One page of HTML that stands by itself: no scripts, nothing that is loaded. */
export const htmlForm: BenchmarkForm = {
  id: 'html',
  title: 'HTML',
  mediaType: 'text/html; charset=utf-8',
  write(report) {
    const labels = benchmarkLabels[report.language];
    const { benchmark, chapters, lines } = report;
    const title = markupText(`${benchmark.name} ${benchmark.version}`);
    return [
      '<!doctype html>',
      `<html lang="${report.language}">`,
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>${title}</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      `<h1>${title}</h1>`,
      ...aboutParts(report, labels),
      ...Object.entries(chapters).flatMap(([chapter, name]) => [
        `<h2>${markupText(`${chapter} ${name}`)}</h2>`,
        ...tableParts(
          lines.filter((line) => line.chapter === chapter),
          labels,
        ),
      ]),
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

function aboutParts(report: BenchmarkReport, labels: BenchmarkLabels): string[] {
  const { targets, policy, problems } = report;
  const counts = statusCounts(report);
  const about = [
    ...(targets.length > 0 ? [labels.of(targets.map(({ name }) => name))] : []),
    ...(policy ? [labels.under(policy.name)] : []),
  ];
  const told = benchmarkStatuses.filter((status) => counts[status] > 0);
  const notes = problems.map(({ target, message }) => `${target}: ${message}`);
  return [
    `<p>${markupText(about.join(' '))}</p>`,
    `<p>${markupText(told.map((status) => `${labels.status[status]} ${counts[status]}`).join(', '))}</p>`,
    ...(notes.length > 0 ? [`<p>${markupText(labels.problems)}</p>`, list(notes.map(markupText))] : []),
  ];
}

function tableParts(lines: readonly BenchmarkLine[], labels: BenchmarkLabels): string[] {
  const heads = labels.columns.map((column) => `<th scope="col">${markupText(column)}</th>`);
  return ['<table>', `<thead><tr>${heads.join('')}</tr></thead>`, '<tbody>']
    .concat(lines.map((line) => rowOf(line, labels)))
    .concat('</tbody>', '</table>');
}

function rowOf(line: BenchmarkLine, labels: BenchmarkLabels): string {
  const { id, title, status, checks, evidence, reason, remediation } = line;
  const names = checks.map((check) => `<code>${markupText(check.id)}</code> ${labels.status[check.status]}`);
  const told = evidence.map((one) => evidenceMarkup(one, labels));
  const cells = [
    markupText(id),
    markupText(title),
    labels.status[status],
    names.join('<br>'),
    (told.length > 0 ? list(told) : '') + (reason === null ? '' : markupText(reason)),
    markupText(remediation ?? ''),
  ];
  return `<tr id="cis-${markupAttribute(id)}" class="${status}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function evidenceMarkup(
  { target, message, seen, waivedBy, exemption }: BenchmarkEvidence,
  labels: BenchmarkLabels,
): string {
  const facts = seen.map(({ fact, value }) => `<code>${markupText(`${fact} = ${value}`)}</code>`).join(' ');
  const waiver = exemption ? labels.exempted(exemption) : (waivedBy ?? '');
  return [markupText(`${target}: ${message}`), facts, markupText(waiver)]
    .filter((part) => part !== '')
    .join(' ');
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}
