import { describe, expect, it } from 'vitest';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import type { FindingReport } from './finding-format.js';
import { sarifFormat } from './sarif.format.js';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly unknown[];
  readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
}

function runOf(parts: Partial<FindingReport>): Run {
  const log = JSON.parse(sarifFormat.write(aFindingReport(parts))) as { runs: Run[] };
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  return log.runs[0]!;
}

const resultOf = (parts: Parameters<typeof aReportedFinding>[0]) =>
  runOf({ targets: [aReportedTarget({ findings: [aReportedFinding(parts)] })] }).results[0];

describe('a result', () => {
  it('has its place, its text and a fingerprint', () => {
    expect(resultOf({})).toEqual({
      ruleId: 'df-user-root',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: 'The last USER is root.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'app/Dockerfile' },
            region: { startLine: 3, snippet: { text: 'USER root' } },
          },
        },
      ],
      partialFingerprints: { 'ironhull/v1': 'f'.repeat(32) },
      suppressions: [],
      properties: { severity: 'high', isDecisive: true },
    });
  });

  it.each([
    ['critical', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['info', 'note'],
    ['unknown', 'warning'],
  ] as const)('of severity %s has the level %s', (severity, level) => {
    expect(resultOf({ severity })).toMatchObject({ level });
  });

  it('that is undecided is open, and one that is exempted suppressed', () => {
    expect(resultOf({ result: 'unknown' })).toMatchObject({ kind: 'open', level: 'none' });
    expect(resultOf({ exemption: 'x1' })).toMatchObject({
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'exemption x1' }],
    });
  });

  it('names paths as URIs', () => {
    const uriOf = (path: string, isFile = true) => {
      const finding = aReportedFinding({ location: { path, layer: null, line: null } });
      const [result] = runOf({ targets: [aReportedTarget({ isFile, findings: [finding] })] }).results;
      return JSON.stringify(result).match(/"uri":"([^"]*)"/)?.[1];
    };
    expect(uriOf('a b/#1%.yaml')).toBe('a%20b/%231%25.yaml');
    expect(uriOf('/tmp/Dockerfile')).toBe('file:///tmp/Dockerfile');
    expect(uriOf('/etc/passwd', false)).toBe('etc/passwd');
  });

  it('carries a fix whose edits are places in the text', () => {
    const fix = {
      safety: 'safe' as const,
      edits: [
        { kind: 'replace-lines' as const, from: 3, to: 3, lines: ['USER 10001'] },
        { kind: 'insert-text' as const, line: 1, column: 4, text: 'x' },
      ],
    };
    expect(resultOf({ fix })).toMatchObject({
      fixes: [
        {
          description: { text: 'End with another USER.' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'app/Dockerfile' },
              replacements: [
                {
                  deletedRegion: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 1 },
                  insertedContent: { text: 'USER 10001\n' },
                },
                { deletedRegion: { startLine: 1, startColumn: 5, endLine: 1, endColumn: 5 } },
              ],
            },
          ],
        },
      ],
    });
    const edits = [{ kind: 'add-flag' as const, flag: '--read-only', value: null }];
    expect(resultOf({ fix: { safety: 'safe', edits } })).not.toHaveProperty('fixes');
  });
});

it('names each rule once, with its texts and a severity that code scanning sorts by', () => {
  const findings = [
    aReportedFinding({ fingerprint: 'a', rule: 'z-rule', severity: 'low' }),
    aReportedFinding({ fingerprint: 'b', rule: 'z-rule', severity: 'critical' }),
    aReportedFinding({ fingerprint: 'c' }),
  ];
  const known = { title: 'Root', remediation: 'Do not.', severity: 'medium', tags: ['dockerfile'] } as const;
  const rules = [{ id: 'df-user-root', ...known }];
  const run = runOf({ targets: [aReportedTarget({ findings })], rules });
  expect(run.tool.driver.rules).toEqual([
    {
      id: 'df-user-root',
      shortDescription: { text: 'Root' },
      help: { text: 'Do not.' },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['security', 'dockerfile'], 'security-severity': '5.5' },
    },
    expect.objectContaining({ id: 'z-rule', defaultConfiguration: { level: 'error' } }),
  ]);
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

it('tells in the invocation what could not be read', () => {
  const partly = aReportedTarget({ findings: [], problems: ['half of it'] });
  expect(runOf({ targets: [partly, anUnreadTarget()] }).invocations).toEqual([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        expect.objectContaining({ level: 'warning', message: { text: 'half of it' } }),
        {
          descriptor: { id: 'unreadable' },
          level: 'error',
          message: { text: 'It is no YAML.' },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'pod.yaml' },
                region: { startLine: 4, startColumn: 2 },
              },
            },
          ],
        },
      ],
    },
  ]);
  expect(runOf({}).invocations).toMatchObject([{ executionSuccessful: true }]);
});
