import type { Wire } from '../../client/wire.js';
import type { Component } from '../../contracts/component.contract.js';
import type { Finding } from '../../contracts/finding.contract.js';
import type { Scan } from '../../contracts/scan.contract.js';
import type { Target } from '../../contracts/target.contract.js';
import type { Reason } from '../../contracts/reason.contract.js';
import type { Verdict } from '../../contracts/verdict.contract.js';
import { isDismissed, isOpen } from '../../engine/model/open-finding.js';
import { severities } from '../../engine/model/severity.js';
import type { Colours } from './colour.js';
import { layOut } from './table.js';
import { byteText, columnsOf, countText, shown, truncated, wrapped } from './text.js';

/** What `scan` tells, in REST's representations. */
export interface ScanResult {
  readonly scan: Wire<Scan>;
  /** Null: the scan failed. */
  readonly target: Wire<Target> | null;
  readonly verdict: Pick<Wire<Verdict>, 'decision' | 'policy' | 'reasons'> & Partial<Wire<Verdict>>;
  readonly components: readonly Wire<Component>[];
  /** Worst first. */
  readonly findings: readonly Wire<Finding>[];
}

export interface ReportOptions {
  /** Columns to print in. */
  readonly width: number;
  readonly colours: Colours;
  /** Show every finding, not only the first ones of each severity. */
  readonly isComplete: boolean;
}

const nouns: Readonly<Record<Wire<Scan>['kind'], string>> = {
  image: 'image',
  source: 'folder',
  sbom: 'bill of materials',
  workload: 'workload definition',
  dockerfile: 'Dockerfile',
  host: 'host',
  'docker-bench': 'result of docker-bench-security',
};

/** Findings of one severity that are shown unless all are asked for. */
const shownFindings = 15;
const severityColumns = 10;

/** The result of a scan for people: what it is, the verdict and its reasons, the findings, what to do next. */
export function renderScan(result: ScanResult, options: ReportOptions): string {
  const { target, findings } = result;
  const blocks = [
    [headerOf(result, options)],
    [verdictLine(result, options), ...reasonLines(result.verdict.reasons, options)],
    problemLines(target, options),
    ...findingBlocks(findings, options),
    [countsLine(result), nextStep(result)].flatMap((line) => wrapped(line, options.width)),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function headerOf({ scan, target }: ScanResult, { width, colours }: ReportOptions): string {
  const digest = digestOf({ scan, target }).replace('sha256:', '').slice(0, 12);
  const name = shown(target?.references[0] ?? scan.references[0] ?? `${nouns[scan.kind]} without a name`);
  const rest = target
    ? [
        digest,
        ...(target.kind === 'image' ? [shown(target.distribution ?? 'no distribution')] : []),
        ...(target.sizeBytes === null ? [] : [byteText(target.sizeBytes)]),
        countText(target.componentCount, 'package'),
      ]
    : [digest];
  const tail = `  ${rest.join('  ')}`;
  const room = Math.max(24, width - columnsOf(tail));
  return colours.bold(truncated(name, room)) + truncated(tail, width - Math.min(room, columnsOf(name)));
}

/** The image's as it was sent; another target's own, which is not that of the bytes that were sent. */
function digestOf({ scan, target }: Pick<ScanResult, 'scan' | 'target'>): string {
  return scan.kind === 'image' ? scan.digest : (target?.digest ?? scan.digest);
}

function verdictLine({ verdict }: ScanResult, { colours }: ReportOptions): string {
  const { decision, policy } = verdict;
  const under = policy ? ` under ${shown(policy.name)}${policy.version > 0 ? `@${policy.version}` : ''}` : '';
  return colours.decision(decision, decision.toUpperCase()) + under + modeText(verdict);
}

/** What the policy says where its mode lets that pass. */
function modeText({ decision, judged = decision, mode, binding }: ScanResult['verdict']): string {
  if (judged === decision || mode === undefined) return '';
  const by = binding ? ` by the binding ${shown(binding)}` : '';
  return ` (the policy says ${judged.toUpperCase()}; mode ${mode}${by})`;
}

function reasonLines(reasons: readonly Wire<Reason>[], { width, colours }: ReportOptions): string[] {
  const indent = ' '.repeat(2 + severityColumns);
  return reasons.flatMap(({ severity, message, remediation }) => {
    const [first = '', ...rest] = wrapped(shown(message), width - indent.length);
    const fix = remediation === null ? [] : wrapped(`fix: ${shown(remediation)}`, width - indent.length);
    const label = colours.severity(severity, severity) + ' '.repeat(severityColumns - severity.length);
    return [`  ${label}${first}`, ...[...rest, ...fix].map((line) => indent + line)];
  });
}

function problemLines(target: Wire<Target> | null, { width }: ReportOptions): string[] {
  if (!target || target.isComplete) return [];
  const problems = target.problems.slice(0, 5).map((problem) => `- ${shown(problem)}`);
  const more = target.problems.length - problems.length;
  const lines = [
    `Not all of the ${nouns[target.kind]} could be read:`,
    ...problems,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
  return lines.flatMap((line) => wrapped(line, width));
}

function findingBlocks(findings: readonly Wire<Finding>[], options: ReportOptions): string[][] {
  const { width, colours, isComplete } = options;
  return severities.flatMap((severity) => {
    const all = findings.filter((finding) => finding.severity === severity);
    if (all.length === 0) return [];
    const some = isComplete ? all : all.slice(0, shownFindings);
    const rows = layOut(some.map(rowOf), width - 2).map((line) => `  ${line}`);
    const rest = all.length - some.length;
    const more = rest > 0 ? [colours.dim(`  and ${rest} more; --all shows them`)] : [];
    return [[`${colours.severity(severity, severity)} ${all.length}`, ...rows, ...more]];
  });
}

/** What, where, the version with the fix, and more of it. */
function rowOf(finding: Wire<Finding>): string[] {
  const { kind, check, advisory, component, fixedVersion, location, exemption, result, title } = finding;
  const notes = [
    exemption === null ? '' : 'exempted: ',
    finding.vex?.isApplied ? `${finding.vex.status}, says ${finding.vex.source}: ` : '',
    result === 'unknown' ? 'undecided: ' : '',
    finding.isKnownExploited ? 'exploited: ' : '',
    likelihood(finding),
    finding.origin === 'base' ? 'base: ' : '',
    finding.component?.isDevelopment ? 'development: ' : '',
  ];
  const where = component ? `${component.name} ${component.version}` : (location?.path ?? '');
  const fix = kind === 'check' ? '' : fixedVersion === null ? 'no fix' : `fix ${fixedVersion}`;
  return [advisory ?? check ?? '', where, fix, notes.join('') + title].map(shown);
}

/** From one in ten on, the chance of being exploited is worth the room. */
function likelihood({ exploitPrediction: prediction }: Wire<Finding>): string {
  return prediction && prediction.score >= 0.1 ? `EPSS ${Math.round(prediction.score * 100)} %: ` : '';
}

function countsLine({ findings, target }: ScanResult): string {
  if (!target) return 'Nothing was judged.';
  if (findings.length === 0) return 'No findings.';
  const open = findings.filter(isOpen);
  const counts = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  const dismissed = findings.filter(isDismissed).length;
  const exempted = findings.length - open.length - dismissed;
  const parts = [
    ...counts,
    ...(exempted > 0 ? [`${exempted} exempted`] : []),
    ...(dismissed > 0 ? [`${dismissed} dismissed by VEX`] : []),
  ];
  return `${countText(findings.length, 'finding')}: ${parts.join(', ')}.${baseText(target, findings)}`;
}

function baseText({ base }: Wire<Target>, findings: readonly Wire<Finding>[]): string {
  if (!base) return '';
  const count = findings.filter(({ origin }) => origin === 'base').length;
  const name = shown(base.references[0] ?? base.digest.slice(0, 19));
  return ` ${count} from the base ${name}.`;
}

function nextStep({ verdict, target, scan }: ScanResult): string {
  if (!target) {
    return `Next: repair the ${scan.kind === 'image' ? 'archive' : nouns[scan.kind]}, and scan it again.`;
  }
  if (verdict.decision === 'allow') {
    const digest = digestOf({ scan, target });
    return `Next: let the gate ask for it before each start: GET /v1/verdicts/${digest}`;
  }
  if (verdict.decision === 'deny') {
    return 'Next: do what each reason says and scan again, or ask for an exemption: ironhull exemption request --help';
  }
  return 'Next: give the service what it lacks, as the reasons say (ironhull advisories import <file>), and scan again.';
}
