import { expect, it } from 'vitest';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import { githubFormat } from './github.format.js';

const lines = (...targets: ReturnType<typeof aReportedTarget>[]): string[] =>
  githubFormat.write(aFindingReport({ targets })).trimEnd().split('\n');

it('is one command for each finding, and one for the verdict', () => {
  expect(lines(aReportedTarget())).toEqual([
    '::error file=app/Dockerfile,line=3,title=df-user-root (high)%3A Runs as root::The last USER is root.%0AEnd with another USER.',
    '::error title=ironhull::app/Dockerfile: deny under baseline',
  ]);
});

it('grades what the verdict does not hang on by its severity', () => {
  const graded = (parts: object) => lines(aReportedTarget({ findings: [aReportedFinding(parts)] }))[0];
  expect(graded({ isDecisive: false, severity: 'medium' })).toMatch(/^::warning /);
  expect(graded({ isDecisive: false, severity: 'low' })).toMatch(/^::notice /);
  expect(graded({ isDecisive: false, result: 'unknown' })).toMatch(
    /^::notice .*title=df-user-root \(undecided\)/,
  );
});

it('escapes what would end a property or begin another command', () => {
  const location = { path: 'a,b:c%.yaml', layer: null, line: 1 };
  const [first = ''] = lines(
    aReportedTarget({ findings: [aReportedFinding({ location, message: 'x\r\n::error::y' })] }),
  );
  expect(first).toMatch(/^::error file=a%2Cb%3Ac%25\.yaml,line=1,title=[^\n]*::x%0D%0A::error::y%0AEnd/);
});

it('tells what could not be read at its place, and leaves out what is exempted', () => {
  const exempted = aReportedFinding({ exemption: 'x1', isDecisive: false });
  const allowed = aReportedTarget({ findings: [exempted], decision: 'allow', reasons: [] });
  expect(lines(allowed, anUnreadTarget())).toEqual([
    '::error file=pod.yaml,line=4,col=2,title=not readable::pod.yaml: It is no YAML.',
    '::error title=ironhull::2 targets: deny under baseline',
  ]);
});

it('tells reasons that no finding stands for', () => {
  const reason = { code: 'score-below-floor', severity: 'high', remediation: null, findings: [] } as const;
  const target = aReportedTarget({ findings: [], reasons: [{ ...reason, message: 'The score is 5.' }] });
  expect(lines(target)[0]).toBe('::error file=app/Dockerfile,title=deny::app/Dockerfile: The score is 5.');
});
