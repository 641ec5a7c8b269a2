import type {
  FindingFormat,
  FindingReport,
  ReportedFinding,
  ReportedReason,
  ReportedTarget,
} from './finding-format.js';
import { markupAttribute, markupText } from '../text/markup.js';
import { placeOf } from './report-parts.js';

interface TestCase {
  readonly name: string;
  /** What became of it; null: it passed. */
  readonly outcome: {
    readonly element: 'failure' | 'error' | 'skipped';
    readonly type: string;
    readonly message: string;
    readonly text: string;
  } | null;
}

/**
 * JUnit's XML, as CI servers read it: a suite for each target, a case for each finding and each check that passed, and one
 * for the verdict. What the verdict hangs on fails; what could not be decided, and must be, is an error; what is only
 * reported is skipped.
 */
export const junitFormat: FindingFormat = {
  id: 'junit',
  title: "JUnit's XML",
  mediaType: 'application/xml',
  write(report) {
    const suites = report.targets.map((target) => ({ target, cases: casesOf(target, report) }));
    const all = suites.flatMap(({ cases }) => cases);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="${report.product.name}"${countsOf(all)}>`,
      ...suites.flatMap(({ target, cases }) => [
        `  <testsuite name="${markupAttribute(target.name)}"${countsOf(cases)}>`,
        ...cases.flatMap((one) => linesOf(one, target)),
        '  </testsuite>',
      ]),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

function casesOf(target: ReportedTarget, report: FindingReport): TestCase[] {
  const { findings, passes, failure } = target;
  if (failure) {
    const place = failure.line === null ? '' : `${failure.line}:${failure.column ?? 1}: `;
    const text = `${failure.file ?? target.name}: ${place}${failure.message}`;
    const outcome = { element: 'error', type: 'unreadable', message: failure.message, text } as const;
    return [{ name: 'readable', outcome }];
  }
  return [
    ...findings.map((finding) => findingCase(target, finding)),
    ...passes
      .filter(({ result }) => result === 'pass')
      .map(({ rule, title }) => ({ name: `${rule}: ${title}`, outcome: null })),
    verdictCase(target, report),
  ];
}

function findingCase(target: ReportedTarget, finding: ReportedFinding): TestCase {
  const { rule, title, message, remediation, severity, result, isDecisive, excerpt, exemption } = finding;
  const place = placeOf(target, finding);
  const isUndecided = result === 'unknown';
  const element = !isDecisive ? 'skipped' : isUndecided ? 'error' : 'failure';
  const lines = [`${place}: ${message}`, ...(excerpt === null ? [] : [excerpt]), remediation];
  const why = exemption === null ? vexText(finding) : `exemption ${exemption}: `;
  return {
    name: `${rule}: ${title} (${place})`,
    outcome: {
      element,
      type: isUndecided ? 'undecided' : severity,
      message: why + message,
      text: lines.join('\n'),
    },
  };
}

function vexText({ vex }: ReportedFinding): string {
  return vex?.isApplied ? `${vex.source} says ${vex.status}: ` : '';
}

function verdictCase({ decision, reasons }: ReportedTarget, { policy }: FindingReport): TestCase {
  const name = `verdict${policy ? ` under ${policy.name}` : ''}`;
  if (decision === 'allow') return { name, outcome: null };
  const told = reasons.filter(({ code }) => !code.endsWith('-reported') && code !== 'exemption-refused');
  const outcome = {
    element: decision === 'deny' ? ('failure' as const) : ('error' as const),
    type: decision,
    message: `${decision}: ${told[0]?.message ?? ''}`,
    text: told.map(reasonText).join('\n'),
  };
  return { name, outcome };
}

function reasonText({ severity, message }: ReportedReason): string {
  return `${severity}: ${message}`;
}

function countsOf(cases: readonly TestCase[]): string {
  const count = (wanted: string) => cases.filter(({ outcome }) => outcome?.element === wanted).length;
  const [failures, errors, skipped] = [count('failure'), count('error'), count('skipped')];
  return ` tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function linesOf({ name, outcome }: TestCase, { name: target, kind }: ReportedTarget): string[] {
  const head = `    <testcase classname="${markupAttribute(`${kind ?? 'input'}.${target}`)}" name="${markupAttribute(name)}"`;
  if (!outcome) return [`${head}/>`];
  const { element, type, message, text } = outcome;
  return [
    `${head}>`,
    element === 'skipped'
      ? `      <skipped message="${markupAttribute(message)}"/>`
      : `      <${element} type="${markupAttribute(type)}" message="${markupAttribute(message)}">${markupText(text)}</${element}>`,
    '    </testcase>',
  ];
}
