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

/** A finding in some lines: how bad, where, which check; the text concerned; what is wrong, and what to do. */
export function findingBlock(
  target: ReportedTarget,
  finding: ReportedFinding,
  { width, colours, labels }: BlockOptions,
): string[] {
  const { severity, rule, message, remediation, fix } = finding;
  const room = width - indent.length;
  const place = placeText(target, finding);
  const placeRoom = Math.max(16, room - columnsOf(rule) - 2);
  const head =
    `  ${colours.severity(severity, padded(severity, severityColumns))}` +
    `${colours.bold(truncated(shown(place), placeRoom))}  ${truncated(shown(rule), room)}`;
  const advice = `${labels.remediation} ${shown(remediation)}`;
  const mends = fix && (fix.safety === 'safe' ? labels.safeFix : labels.reviewFix);
  return [
    head,
    ...[...excerptLines(finding, room, colours), ...wrapped(shown(message), room)].map(
      (line) => indent + line,
    ),
    ...wrapped(advice, room).map((line) => indent + line),
    ...(mends ? wrapped(mends, room).map((line) => indent + colours.dim(line)) : []),
  ];
}

/** `a/b.yaml:12`. */
export function placeText({ name }: ReportedTarget, { location }: ReportedFinding): string {
  const { path, line } = location ?? { path: name, line: null };
  return line === null ? path : `${path}:${line}`;
}

/** The line of the text with a mark under the value concerned; the value alone where no line is known. */
function excerptLines(
  { excerpt, location, evidence }: ReportedFinding,
  room: number,
  colours: Colours,
): string[] {
  const value = evidence[0]?.value ?? '';
  if (excerpt === null || location === null || location.line === null) {
    const [fact] = evidence;
    return fact ? [colours.dim(truncated(shown(`${fact.fact} = ${fact.value}`), room))] : [];
  }
  const number = String(location.line);
  const text = truncated(shown(excerpt).trim(), room - number.length - 3);
  const found = value.length > 1 && value.length < text.length ? text.indexOf(shown(value)) : -1;
  const lines = [`${colours.dim(`${number} |`)} ${text}`];
  if (found >= 0) {
    const blank = ' '.repeat(number.length + 3 + columnsOf(text.slice(0, found)));
    lines.push(blank + colours.severity('high', '^'.repeat(columnsOf(shown(value)))));
  }
  return lines;
}
