import type {
  FindingReport,
  ReportedFinding,
  ReportedTarget,
} from '../../engine/finding-formats/finding-format.js';
import { countsOf } from '../../engine/finding-formats/report-parts.js';
import { isOpen } from '../../engine/model/open-finding.js';
import { isAtLeast, severities, type Severity } from '../../engine/model/severity.js';
import { checkLabels, type CheckLabels } from './check-labels.js';
import type { Colours } from './colour.js';
import { findingBlock, placeText, type BlockOptions } from './finding-block.js';
import { layOut } from './table.js';
import { columnsOf, shown, truncated, wrapped } from './text.js';

export interface CheckReportOptions {
  /** Columns to print in. */
  readonly width: number;
  readonly colours: Colours;
  /** Findings that are less severe are counted, not listed. */
  readonly severity: Severity;
  /** Tell of everything: of what passed, and of all that is undecided. */
  readonly isComplete: boolean;
}

interface Sheet extends BlockOptions, CheckReportOptions {
  readonly policy: string | null;
}

const graded = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** Of the table: with the whole words it does not fit into sixty columns. */
const gradeHeads = ['crit', 'high', 'med', 'low', 'info'];

/** Undecided findings of one target that are shown unless all are asked for. */
const shownUndecided = 5;

/** What a check says to people: each input with its verdict and findings, then all of them in a table. */
export function renderCheck(report: FindingReport, options: CheckReportOptions): string {
  const labels = checkLabels[report.language];
  const sheet = { ...options, labels, policy: report.policy && shown(report.policy.name) };
  const blocks = [
    ...report.targets.flatMap((target) => targetBlocks(target, sheet)),
    ...(report.targets.length > 1 ? [tableLines(report, sheet)] : []),
    closingLines(report, sheet),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function targetBlocks(target: ReportedTarget, sheet: Sheet): string[][] {
  if (target.failure) return [failureLines(target, sheet)];
  const { failed, undecided, exempted } = sorted(target);
  const listed = failed.filter(
    ({ severity }) => isAtLeast(severity, sheet.severity) || severity === 'unknown',
  );
  const hidden = failed.length - listed.length;
  return [
    [...headLines(target, sheet), ...reasonLines(target, sheet), ...problemLines(target, sheet)],
    ...listed.map((finding, index) => findingBlock(target, finding, listed[index - 1] ?? null, sheet)),
    hidden > 0 ? [sheet.colours.dim(`  ${sheet.labels.lessSevere(hidden)}`)] : [],
    rowBlock(sheet.labels.undecided, target, undecided, sheet),
    rowBlock(sheet.labels.exempted, target, exempted, sheet),
    ...passLines(target, sheet),
  ];
}

function sorted({ findings }: ReportedTarget) {
  const open = findings.filter(isOpen);
  return {
    failed: open.filter(({ result }) => result === 'fail'),
    undecided: open.filter(({ result }) => result === 'unknown'),
    exempted: findings.filter(({ exemption }) => exemption !== null),
  };
}

function headLines(target: ReportedTarget, { width, colours, labels, policy }: Sheet): string[] {
  const kind = target.kind === null ? '' : `  ${target.kind}`;
  const name = truncated(shown(target.name), width - columnsOf(kind));
  const under = policy === null ? '' : labels.under(policy);
  const { decision } = target;
  return [
    colours.bold(name) + colours.dim(kind),
    colours.decision(decision, decision.toUpperCase()) + under + findingCounts(target, labels),
  ];
}

/** `: 2 high, 1 low, 3 undecided`. */
function findingCounts(target: ReportedTarget, labels: CheckLabels): string {
  const { failed, undecided, exempted } = countsOf(target);
  const parts = [
    ...severities.flatMap((severity) =>
      failed.has(severity) ? [`${failed.get(severity)} ${severity}`] : [],
    ),
    ...(undecided > 0 ? [`${undecided} ${labels.undecided}`] : []),
    ...(exempted > 0 ? [`${exempted} ${labels.exempted}`] : []),
  ];
  return `: ${parts.length > 0 ? parts.join(', ') : labels.noFindings}`;
}

/** Reasons that no listed finding gives: limits, and that nothing was looked at. */
function reasonLines({ decision, reasons }: ReportedTarget, { width, labels }: Sheet): string[] {
  if (decision === 'allow') return [];
  return reasons
    .filter(({ code }) => !/^(?:check-|exemption-refused)|-reported$/.test(code))
    .flatMap(({ message, remediation }) => [
      ...wrapped(shown(message), width - 2),
      ...(remediation === null ? [] : wrapped(labels.remediation + shown(remediation), width - 2)),
    ])
    .map((line) => `  ${line}`);
}

function problemLines({ problems }: ReportedTarget, { width, labels, isComplete }: Sheet): string[] {
  if (problems.length === 0) return [];
  const told = isComplete ? problems : problems.slice(0, 10);
  const rest = problems.length - told.length;
  return [
    labels.notAllRead,
    ...told.flatMap((problem) => wrapped(`- ${shown(problem)}`, width - 2)).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  ${labels.hidden(rest)}`] : []),
  ];
}

function failureLines(target: ReportedTarget, { width, colours, labels }: Sheet): string[] {
  const { file, line, column, message } = target.failure ?? {
    file: null,
    line: null,
    column: null,
    message: '',
  };
  const place = [file ?? target.name, ...[line, column].filter((part) => part !== null)].join(':');
  return [
    colours.bold(truncated(shown(target.name), width)),
    colours.decision('unknown', labels.notRead),
    ...wrapped(`${shown(place)}: ${shown(message)}`, width - 2).map((text) => `  ${text}`),
  ];
}

function rowBlock(
  label: string,
  target: ReportedTarget,
  findings: readonly ReportedFinding[],
  { width, colours, labels, isComplete }: Sheet,
): string[] {
  if (findings.length === 0) return [];
  const some = isComplete ? findings : findings.slice(0, shownUndecided);
  const lines = some.flatMap((finding) => [
    `  ${truncated(shown(`${placeText(target, finding)}  ${finding.rule}`), width - 2)}`,
    ...wrapped(shown(finding.message), width - 4).map((line) => `    ${line}`),
  ]);
  const rest = findings.length - some.length;
  return [
    `${colours.severity('unknown', label)} ${findings.length}`,
    ...lines,
    ...(rest > 0 ? [colours.dim(`  ${labels.hidden(rest)}`)] : []),
  ];
}

function passLines({ passes }: ReportedTarget, { width, colours, labels, isComplete }: Sheet): string[][] {
  if (!isComplete) return [];
  const ofResult = (wanted: string) =>
    passes.filter(({ result }) => result === wanted).map(({ rule }) => rule);
  return [
    [labels.passed, ofResult('pass')] as const,
    [labels.notApplicable, ofResult('not_applicable')] as const,
  ]
    .filter(([, rules]) => rules.length > 0)
    .map(([label, rules]) => [
      `${colours.decision('allow', label)} ${rules.length}`,
      ...wrapped(rules.map(shown).join(', '), width - 2).map((line) => `  ${line}`),
    ]);
}

function tableLines({ targets }: FindingReport, { width, colours, labels }: Sheet): string[] {
  const rows = targets.map((target) => {
    const { failed, undecided } = countsOf(target);
    if (target.failure) return [shown(target.name), labels.notRead, ...severities.map(() => '')];
    const counts = graded.map((severity) => failed.get(severity) ?? 0);
    return [shown(target.name), target.decision.toUpperCase(), ...[...counts, undecided].map(String)];
  });
  const header = ['', '', ...gradeHeads, labels.undecided];
  const [head = '', ...lines] = layOut([header, ...rows], width);
  return [colours.dim(head), ...lines.map((line, index) => coloured(line, targets[index], colours, labels))];
}

function coloured(
  line: string,
  target: ReportedTarget | undefined,
  colours: Colours,
  { notRead }: CheckLabels,
): string {
  if (!target) return line;
  const word = target.failure ? notRead : target.decision.toUpperCase();
  const at = line.lastIndexOf(`  ${word}`) + 2;
  const decision = target.failure ? 'unknown' : target.decision;
  return line.slice(0, at) + colours.decision(decision, word) + line.slice(at + word.length);
}

function closingLines(
  { targets, decision }: FindingReport,
  { width, colours, labels, policy }: Sheet,
): string[] {
  const failed = targets.flatMap(({ findings }) => findings).filter(({ result }) => result === 'fail');
  const fixable = (wanted: string) => failed.filter(({ fix }) => fix?.safety === wanted).length;
  const [safe, review] = [fixable('safe'), fixable('review')];
  const next = safe + review > 0 ? wrapped(labels.next(safe, review, failed.length), width) : [];
  if (targets.length < 2) return next;
  const under = policy === null ? '' : labels.under(policy);
  const word = colours.decision(decision, decision.toUpperCase());
  return [`${labels.inputs(targets.length)}: ${word}${under}`, ...next];
}
