import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import type { FindingReport, ReportedFinding } from '../../engine/finding-formats/finding-format.js';
import { renderCheck, type CheckReportOptions } from './check-report.js';
import { colours } from './colour.js';
import { columnsOf } from './text.js';

const plain: CheckReportOptions = { width: 80, colours: colours(false), severity: 'info', isComplete: false };

function rendered(report: FindingReport, options: Partial<CheckReportOptions> = {}): string {
  return renderCheck(report, { ...plain, ...options });
}

function ofFindings(findings: readonly ReportedFinding[], options: Partial<CheckReportOptions> = {}): string {
  return rendered(aFindingReport({ targets: [aReportedTarget({ findings })] }), options);
}

it('tells one finding with its line, a mark under the value, and what to do', () => {
  expect(rendered(aFindingReport())).toBe(`app/Dockerfile  dockerfile
DENY under baseline: 1 high

  high      app/Dockerfile:3  df-user-root
            3 | USER root
                     ^^^^
            The last USER is root.
            do: End with another USER.
`);
});

it('speaks Chinese', () => {
  const output = rendered(aFindingReport({ language: 'zh' }));
  expect(output).toContain('DENY（策略：baseline）: 1 high');
  expect(output).toContain('处理：End with another USER.');
});

describe('a finding', () => {
  it('shows its fact where its line is not known, or stands right above', () => {
    const second = aReportedFinding({ fingerprint: 'e', evidence: [{ fact: 'stages', value: 'x' }] });
    const third = aReportedFinding({
      fingerprint: 'd',
      excerpt: null,
      evidence: [{ fact: 'user', value: '' }],
    });
    const output = ofFindings([aReportedFinding(), second, third]);
    expect(output.match(/3 \| USER root/g)).toHaveLength(1);
    expect(output).toContain('            stages = x\n');
    expect(output).toContain('            user = (none)\n');
  });

  it('shows where the value stands in a long line', () => {
    const excerpt = `docker run ${'-e X=1 '.repeat(40)}--privileged nginx`;
    const evidence = [{ fact: 'privileged', value: '--privileged' }];
    expect(ofFindings([aReportedFinding({ excerpt, evidence })])).toMatch(
      /3 \| ….*--privileged nginx\n +\^{12}\n/,
    );
  });

  it('says whether it can be mended', () => {
    const fix = { safety: 'safe' as const, edits: [] };
    const output = ofFindings([aReportedFinding({ fix }), aReportedFinding({ fingerprint: 'e' })]);
    expect(output).toContain('app/Dockerfile:3  df-user-root  fix\n');
    expect(output).toContain('Next: of 2 findings, `ironhull fix` mends 1, and 0 more');
  });
});

describe('a target', () => {
  it('tells the reasons that no finding gives, and what could not be read', () => {
    const reasons = [
      {
        code: 'score-below-floor',
        severity: 'high' as const,
        message: 'The score is 5.',
        remediation: 'Fix it.',
        findings: [],
      },
      {
        code: 'check-failed',
        severity: 'high' as const,
        message: 'Told below.',
        remediation: null,
        findings: [],
      },
    ];
    const output = rendered(
      aFindingReport({ targets: [aReportedTarget({ reasons, problems: ['a is odd'] })] }),
    );
    expect(output).toContain(
      '1 high\n  The score is 5.\n  do: Fix it.\nNot all of it could be read:\n  - a is odd\n',
    );
    expect(output).not.toContain('Told below.');
  });

  it('lists undecided findings after the others, the first ones alone unless all are asked for', () => {
    const findings = Array.from({ length: 7 }, (_, index) =>
      aReportedFinding({ fingerprint: String(index), result: 'unknown', message: `Not known ${index}.` }),
    );
    const output = ofFindings(findings);
    expect(output).toContain('undecided 7\n  app/Dockerfile:3  df-user-root\n    Not known 0.\n');
    expect(output).toContain('  and 2 more; --all shows them');
    expect(ofFindings(findings, { isComplete: true })).toContain('Not known 6.');
  });

  it('lists what is exempted apart', () => {
    expect(ofFindings([aReportedFinding({ exemption: 'x' })])).toMatch(/: 1 exempted\n\nexempted 1\n/);
  });
});

it('puts several targets into a table, which fits', () => {
  const long = aReportedTarget({ name: `${'folder/'.repeat(30)}Dockerfile` });
  const output = rendered(aFindingReport({ targets: [long, anUnreadTarget()] }));
  expect(output).toMatch(/^pod\.yaml +NOT READ$/m);
  expect(output).toContain('2 inputs: DENY under baseline');
});

it('keeps to the width and lets no control character through, whatever the texts are', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const parts = fc.record({ name: text, message: text, rule: text, excerpt: text, value: text, path: text });
  fc.assert(
    fc.property(parts, fc.integer({ min: 60, max: 100 }), ({ name, path, value, ...rest }, width) => {
      const location = { path, layer: null, line: 1 };
      const finding = aReportedFinding({ ...rest, location, evidence: [{ fact: value, value }] });
      const undecided = { ...finding, fingerprint: 'u', result: 'unknown' as const };
      const target = aReportedTarget({ name, findings: [finding, undecided], problems: [name] });
      const failure = { file: path, line: 1, column: 1, message: name };
      const output = rendered(aFindingReport({ targets: [target, anUnreadTarget({ name, failure })] }), {
        width,
      });
      expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
      for (const line of output.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
