import { markupAttribute, markupText } from '../text/markup.js';
import { benchmarkLabels } from './benchmark-labels.js';
import type { BenchmarkForm, BenchmarkLine, BenchmarkReport, BenchmarkStatus } from './benchmark-report.js';
import { evidenceText } from './evidence-text.js';

/**
 * JUnit's XML: a suite for each chapter, a case for each recommendation. What is wrong fails, what is unknown is an error;
 * what people must decide, is waived, does not apply or was not looked at is skipped. What could not be read is an error
 * of a suite of its own.
 */
export const junitForm: BenchmarkForm = {
  id: 'junit',
  title: "JUnit's XML",
  mediaType: 'application/xml',
  write(report) {
    const suites = [...problemSuites(report), ...chapterSuites(report)];
    const all = suites.flatMap(({ cases }) => cases);
    const { name, version } = report.benchmark;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="${markupAttribute(`${name} ${version}`)}"${countsOf(all)}>`,
      ...suites.flatMap((suite) => [
        `  <testsuite name="${markupAttribute(suite.name)}"${countsOf(suite.cases)}>`,
        ...suite.cases.flatMap((one) => caseLines(one, suite.name)),
        '  </testsuite>',
      ]),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

type Element = 'failure' | 'error' | 'skipped' | null;

const elements: Readonly<Record<BenchmarkStatus, Element>> = {
  fail: 'failure',
  unknown: 'error',
  manual: 'skipped',
  exempt: 'skipped',
  not_applicable: 'skipped',
  not_covered: 'skipped',
  pass: null,
};

interface Case {
  readonly name: string;
  readonly element: Element;
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function chapterSuites(report: BenchmarkReport): Suite[] {
  const { chapters, lines } = report;
  return Object.entries(chapters).map(([chapter, title]) => ({
    name: `${chapter} ${title}`,
    cases: lines.filter((line) => line.chapter === chapter).map((line) => caseOf(line, report)),
  }));
}

function problemSuites({ problems, language }: BenchmarkReport): Suite[] {
  if (problems.length === 0) return [];
  const cases = problems.map(({ target, message }) => ({
    name: target,
    element: 'error' as const,
    type: 'unreadable',
    message,
    text: `${target}: ${message}`,
  }));
  return [{ name: benchmarkLabels[language].problems, cases }];
}

function caseOf(
  { id, title, status, evidence, reason, remediation }: BenchmarkLine,
  report: BenchmarkReport,
): Case {
  const labels = benchmarkLabels[report.language];
  const told = evidence.map((one) => evidenceText(one, report));
  const lines = [...told, ...(reason === null ? [] : [reason])];
  return {
    name: `${id} ${title}`,
    element: elements[status],
    type: status,
    message: `${labels.status[status]}${lines[0] === undefined ? '' : `: ${lines[0]}`}`,
    text: [...lines, ...(remediation === null ? [] : [remediation])].join('\n'),
  };
}

function countsOf(cases: readonly Case[]): string {
  const count = (wanted: Element) => cases.filter(({ element }) => element === wanted).length;
  return ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function caseLines({ name, element, type, message, text }: Case, suite: string): string[] {
  const head = `    <testcase classname="${markupAttribute(suite)}" name="${markupAttribute(name)}"`;
  if (element === null) return [`${head}/>`];
  const told =
    element === 'skipped'
      ? `<skipped message="${markupAttribute(message)}"/>`
      : `<${element} type="${type}" message="${markupAttribute(message)}">${markupText(text)}</${element}>`;
  return [`${head}>`, `      ${told}`, '    </testcase>'];
}
