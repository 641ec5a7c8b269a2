import type { Severity } from '../model/severity.js';
import type {
  FindingFormat,
  FindingReport,
  ReportedFinding,
  ReportedRule,
  ReportedTarget,
} from './finding-format.js';
import { jsonText, rulesOf } from './report-parts.js';
import { fixesOf } from './sarif-fix.js';
import { artifactOf } from './sarif-location.js';

/** `none` is for what the rule could not decide. */
type Level = 'error' | 'warning' | 'note' | 'none';

const levels: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
  unknown: 'warning',
};
/** Within the ranges that code scanning sorts severities by; null: it is left out. */
const scores: Readonly<Record<Severity, string | null>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: null,
  unknown: null,
};

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): one run over all targets. */
export const sarifFormat: FindingFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0',
  mediaType: 'application/sarif+json',
  write(report) {
    const rules = rulesOf(report);
    const indices = new Map(rules.map(({ id }, index) => [id, index]));
    const language = report.language === 'zh' ? 'zh-CN' : 'en-US';
    const run = {
      tool: {
        driver: {
          name: report.product.name,
          version: report.product.version,
          language,
          rules: rules.map(ruleOf),
        },
      },
      language,
      columnKind: 'utf16CodeUnits',
      invocations: [invocationOf(report)],
      results: report.targets.flatMap((target) =>
        target.findings.map((finding) => resultOf(target, finding, indices.get(finding.rule) ?? -1)),
      ),
      properties: { decision: report.decision, policy: report.policy },
    };
    const document = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [run],
    };
    return jsonText(document);
  },
};

function ruleOf({ id, title, remediation, severity, tags }: ReportedRule) {
  const score = scores[severity];
  return {
    id,
    shortDescription: { text: title },
    help: { text: remediation },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [...new Set(['security', ...tags])],
      ...(score === null ? {} : { 'security-severity': score }),
    },
  };
}

function resultOf(target: ReportedTarget, finding: ReportedFinding, ruleIndex: number) {
  const { rule, result, severity, message, fingerprint, component, score } = finding;
  const isUndecided = result === 'unknown';
  const fixes = fixesOf(target, finding);
  return {
    ruleId: rule,
    ruleIndex,
    kind: isUndecided ? 'open' : 'fail',
    level: isUndecided ? 'none' : levels[severity],
    message: { text: message },
    locations: [locationOf(target, finding)],
    partialFingerprints: { 'ironhull/v1': fingerprint },
    suppressions: suppressionsOf(finding),
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: {
      severity,
      isDecisive: finding.isDecisive,
      ...(component ? { purl: component.purl } : {}),
      ...(score === null ? {} : { score }),
    },
  };
}

/** What takes it away from the gate: an exemption, or the word of a trusted source. */
function suppressionsOf({ exemption, vex }: ReportedFinding): object[] {
  const why = vex?.isApplied
    ? `${vex.source} says ${vex.status}: ${vex.justification ?? vex.document}`
    : null;
  const justification = exemption === null ? why : `exemption ${exemption}`;
  return justification === null ? [] : [{ kind: 'external', status: 'accepted', justification }];
}

function locationOf(target: ReportedTarget, { location, excerpt }: ReportedFinding) {
  const line = location?.line ?? null;
  const region =
    line === null ? {} : { region: { startLine: line, ...(excerpt ? { snippet: { text: excerpt } } : {}) } };
  const artifactLocation = artifactOf(target, location?.path ?? null);
  const pointer = location?.pointer;
  return {
    physicalLocation: { artifactLocation, ...region },
    ...(pointer === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}

/** Whether everything could be read, and what could not. */
function invocationOf({ targets }: FindingReport) {
  const notifications = targets.flatMap((target) => [
    ...(target.failure ? [failureOf(target, target.failure)] : []),
    ...target.problems.map((problem) => notification(target, 'not-read-fully', 'warning', problem)),
  ]);
  return {
    executionSuccessful: targets.every(({ failure }) => failure === null),
    toolExecutionNotifications: notifications,
  };
}

function failureOf(target: ReportedTarget, failure: NonNullable<ReportedTarget['failure']>) {
  const { file, line, column, message } = failure;
  const region =
    line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } };
  return notification(target, 'unreadable', 'error', message, region, file);
}

function notification(
  target: ReportedTarget,
  id: string,
  level: Level,
  text: string,
  region: object = {},
  file: string | null = null,
) {
  const physicalLocation = { artifactLocation: artifactOf(target, file), ...region };
  return { descriptor: { id }, level, message: { text }, locations: [{ physicalLocation }] };
}
