import { parser } from 'sax';
import { expect, it } from 'vitest';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import { junitFormat } from './junit.format.js';

/** Elements with their attributes, in order; `strict` parsing throws on what is not well-formed. */
function elementsOf(text: string): [string, Readonly<Record<string, string>>][] {
  const found: [string, Readonly<Record<string, string>>][] = [];
  const reader = parser(true);
  reader.onopentag = ({ name, attributes }) => found.push([name, attributes as Record<string, string>]);
  reader.onerror = (error) => {
    throw error;
  };
  reader.write(text).close();
  return found;
}

const written = (...targets: ReturnType<typeof aReportedTarget>[]) =>
  elementsOf(junitFormat.write(aFindingReport({ targets })));

it('has a case for each finding, each check that passed, and the verdict', () => {
  const reported = aReportedFinding({ fingerprint: 'e', rule: 'df-expose', isDecisive: false });
  const undecided = aReportedFinding({ fingerprint: 'd', rule: 'df-x', result: 'unknown' });
  const elements = written(aReportedTarget({ findings: [aReportedFinding(), undecided, reported] }));
  expect(elements.map(([name, { name: title }]) => [name, title])).toEqual([
    ['testsuites', 'ironhull'],
    ['testsuite', 'app/Dockerfile'],
    ['testcase', 'df-user-root: Runs as root (app/Dockerfile:3)'],
    ['failure', undefined],
    ['testcase', 'df-x: Runs as root (app/Dockerfile:3)'],
    ['error', undefined],
    ['testcase', 'df-expose: Runs as root (app/Dockerfile:3)'],
    ['skipped', undefined],
    ['testcase', 'df-syntax: Can be read'],
    ['testcase', 'verdict under baseline'],
    ['failure', undefined],
  ]);
  expect(elements[0]?.[1]).toMatchObject({ tests: '5', failures: '2', errors: '1', skipped: '1' });
});

it('says where and what to do in the failure', () => {
  expect(junitFormat.write(aFindingReport())).toContain(
    '<failure type="high" message="The last USER is root.">app/Dockerfile:3: The last USER is root.\nUSER root\nEnd with another USER.</failure>',
  );
});

it('has an error for what could not be read', () => {
  const [, , testCase, error] = written(anUnreadTarget());
  expect([testCase?.[1], error]).toEqual([
    { classname: 'kubernetes.pod.yaml', name: 'readable' },
    ['error', { type: 'unreadable', message: 'It is no YAML.' }],
  ]);
});

it('passes where nothing is wrong', () => {
  const allowed = aReportedTarget({ findings: [], reasons: [], decision: 'allow', passes: [] });
  expect(written(allowed).at(-1)).toEqual([
    'testcase',
    { classname: 'dockerfile.app/Dockerfile', name: 'verdict under baseline' },
  ]);
});

it('is well-formed whatever the texts are', () => {
  const message = 'a\0b <c> & "d" ]]> \ud800 \x1b[2J \ufffe';
  const elements = written(aReportedTarget({ name: message, findings: [aReportedFinding({ message })] }));
  expect(elements[1]?.[1]['name']).toBe('a\ufffdb <c> & "d" ]]> \ufffd \ufffd[2J \ufffd');
});
