import type { ReportedFinding, ReportedTarget } from '../../engine/finding-formats/finding-format.js';
import type { CheckLabels } from './check-labels.js';
import type { Colours } from './colour.js';
import { columnsOf, padded, shown, truncated, wrapped } from './text.js';

export interface BlockOptions {
  /** Columns to print in. */
  readonly width: number;
  readonly colours: Colours;
  readonly labels: CheckLabels;
}

const severityColumns = 10;
const indent = ' '.repeat(2 + severityColumns);

/**
 * A finding in some lines: how bad, where, which check; the text concerned; what is wrong, and what to do.
 * @param before The finding that stands above it: a line that it shows is not shown again.
 */
export function findingBlock(
  target: ReportedTarget,
  finding: ReportedFinding,
  before: ReportedFinding | null,
  options: BlockOptions,
): string[] {
  const room = options.width - indent.length;
  const { message, remediation } = finding;
  return [
    headLine(target, finding, options),
    ...[
      ...excerptLines(finding, before, room, options.colours),
      ...wrapped(shown(message), room),
      ...wrapped(options.labels.remediation + shown(remediation), room),
    ].map((line) => indent + line),
  ];
}

function headLine(
  target: ReportedTarget,
  { severity, rule, location, fix }: ReportedFinding,
  { width, colours, labels }: BlockOptions,
): string {
  const mends = fix ? `  ${labels.fix[fix.safety]}` : '';
  const room = width - indent.length - columnsOf(mends);
  const check = truncated(shown(rule), room - 18);
  const place = truncated(shown(placeText(target, { location })), room - columnsOf(check) - 2);
  const grade = colours.severity(severity, padded(severity, severityColumns));
  return `  ${grade}${colours.bold(place)}  ${check}${colours.dim(mends)}`;
}

/** `a/b.yaml:12`. */
export function placeText({ name }: ReportedTarget, { location }: Pick<ReportedFinding, 'location'>): string {
  const { path, line } = location ?? { path: name, line: null };
  return line === null ? path : `${path}:${line}`;
}

/**
 * The line of the text with a mark under the value concerned; the fact and its value where no line is known, or the line
 * stands right above.
 */
function excerptLines(
  { excerpt, location, evidence: [fact] }: ReportedFinding,
  before: ReportedFinding | null,
  room: number,
  colours: Colours,
): string[] {
  const known = fact ? [colours.dim(truncated(shown(`${fact.fact} = ${fact.value || '(none)'}`), room))] : [];
  if (excerpt === null || location === null || location.line === null) return known;
  const number = String(location.line);
  const value = shown(fact?.value ?? '');
  const text = partOf(shown(excerpt).trim(), value, room - number.length - 3);
  const found = value.length > 1 && value.length < text.length ? text.indexOf(value) : -1;
  const isTold = before?.excerpt === excerpt && before.location?.line === location.line;
  if (isTold && found < 0) return known;
  const lines = [`${colours.dim(`${number} |`)} ${text}`];
  if (found >= 0) {
    const blank = ' '.repeat(number.length + 3 + columnsOf(text.slice(0, found)));
    lines.push(blank + colours.severity('high', '^'.repeat(columnsOf(value))));
  }
  return lines;
}

/** What fits of a line: its beginning, or where the value stands. */
function partOf(line: string, value: string, columns: number): string {
  const found = value.length > 1 ? line.indexOf(value) : -1;
  if (columnsOf(line) <= columns || found < 0 || columnsOf(line.slice(0, found + value.length)) < columns)
    return truncated(line, columns);
  return truncated(`…${line.slice(Math.max(0, found - 20))}`, columns);
}
