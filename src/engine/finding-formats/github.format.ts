import { isOpen } from '../model/open-finding.js';
import { isAtLeast } from '../model/severity.js';
import type {
  FindingFormat,
  FindingReport,
  ReportedFinding,
  ReportedReason,
  ReportedTarget,
} from './finding-format.js';

type Level = 'error' | 'warning' | 'notice';
type Properties = Readonly<Record<string, string | number | null>>;

/**
 * Workflow commands of GitHub Actions, which it shows beside the lines concerned: errors for what the verdict hangs on,
 * warnings from medium on, notices for the rest
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export const githubFormat: FindingFormat = {
  id: 'github',
  title: 'Annotations of GitHub Actions',
  mediaType: 'text/plain; charset=utf-8',
  write: (report) =>
    [...report.targets.flatMap(commandsOf), verdictCommand(report)].map((command) => `${command}\n`).join(''),
};

function commandsOf(target: ReportedTarget): string[] {
  const { failure, findings, problems } = target;
  if (failure) {
    const file = failure.file ?? fileOf(target);
    const place = { file, line: failure.line, col: failure.column };
    return [command('error', { ...place, title: 'not readable' }, `${target.name}: ${failure.message}`)];
  }
  const open = findings.filter(isOpen);
  return [
    ...open.map((finding) => findingCommand(target, finding)),
    ...problems.map((problem) =>
      command('warning', { file: fileOf(target), title: 'not read fully' }, `${target.name}: ${problem}`),
    ),
    ...otherReasons(target).map(({ message }) =>
      command('error', { file: fileOf(target), title: target.decision }, `${target.name}: ${message}`),
    ),
  ];
}

function findingCommand(target: ReportedTarget, finding: ReportedFinding): string {
  const { rule, severity, result, title, message, remediation, location } = finding;
  const properties = {
    file: target.isFile ? (location?.path ?? target.name) : null,
    line: target.isFile ? (location?.line ?? null) : null,
    title: `${rule} (${result === 'unknown' ? 'undecided' : severity}): ${title}`,
  };
  return command(levelOf(finding), properties, `${message}\n${remediation}`);
}

function levelOf({ isDecisive, severity, result }: ReportedFinding): Level {
  if (isDecisive) return 'error';
  return result === 'fail' && isAtLeast(severity, 'medium') ? 'warning' : 'notice';
}

/** Reasons that no single finding stands for. */
function otherReasons({ decision, reasons, findings }: ReportedTarget): readonly ReportedReason[] {
  if (decision === 'allow') return [];
  const told = new Set(findings.filter(({ isDecisive }) => isDecisive).map(({ fingerprint }) => fingerprint));
  return reasons.filter(
    ({ code, findings: behind }) =>
      !code.endsWith('-reported') &&
      code !== 'exemption-refused' &&
      !(behind.length > 0 && behind.every((fingerprint) => told.has(fingerprint))),
  );
}

function verdictCommand({ decision, policy, targets }: FindingReport): string {
  const level: Level = decision === 'allow' ? 'notice' : 'error';
  const what = targets.length === 1 ? (targets[0]?.name ?? '') : `${targets.length} targets`;
  const under = policy ? ` under ${policy.name}` : '';
  return command(level, { title: 'ironhull' }, `${what}: ${decision}${under}`);
}

function fileOf({ isFile, name }: ReportedTarget): string | null {
  return isFile ? name : null;
}

function command(level: Level, properties: Properties, message: string): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${level}${written.length > 0 ? ` ${written.join(',')}` : ''}::${escaped(message)}`;
}

/** Control characters do nothing in a log but harm. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
