import { describe, expect, it } from 'vitest';
import type { Finding } from '../contracts/finding.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { sarifFormat } from '../engine/finding-formats/sarif.format.js';
import { findingReport, type StoredJudgement } from './finding-report.js';

const product = { name: 'ironhull', version: '1.2.3' };
const text = (en: string) => ({ en, zh: `${en} (zh)` });
const finding: Finding = {
  id: '00000000-0000-4000-8000-000000000001',
  targetId: '00000000-0000-4000-8000-000000000002',
  fingerprint: 'a',
  kind: 'vulnerability',
  result: 'fail',
  severity: 'high',
  title: text('CVE-2026-1'),
  message: text('It is affected.'),
  remediation: text('Update it.'),
  fix: null,
  check: null,
  advisory: 'CVE-2026-1',
  aliases: [],
  advisories: [],
  component: { ecosystem: 'npm', name: 'a', version: '1', purl: 'pkg:npm/a@1', isDevelopment: false },
  fixedVersion: '2',
  score: 7.5,
  isKnownExploited: false,
  knownExploitation: null,
  exploitPrediction: null,
  location: { path: '/app/package-lock.json', layer: null, line: null },
  origin: null,
  evidence: [],
  exemption: null,
  vex: null,
  element: null,
  firstSeenAt: new Date(0),
};
const check: Finding = {
  ...finding,
  ...{ fingerprint: 'b', kind: 'check', severity: 'critical', check: 'image-user-root', advisory: null },
  ...{ component: null, fixedVersion: null, score: null, location: null },
};
const verdict: Verdict = {
  digest: 'sha256:1',
  targetId: finding.targetId,
  decision: 'deny',
  judged: 'deny',
  mode: 'enforce',
  binding: null,
  policy: { name: 'baseline', version: 2, hash: 'sha256:3' },
  reasons: [
    {
      code: 'check-failed',
      severity: 'critical',
      message: text('Root.'),
      remediation: null,
      findings: ['b'],
    },
    {
      code: 'score-below-floor',
      severity: 'high',
      message: text('5'),
      remediation: null,
      findings: ['a', 'b'],
    },
  ],
  counts: { critical: 1, high: 1, medium: 0, low: 0, info: 0, unknown: 0 },
  exemptedCount: 0,
  dismissedCount: 0,
  score: 5,
  judgedAt: new Date(0),
  validUntil: null,
  receipt: null,
  change: null,
};
const judgement: StoredJudgement = {
  target: { kind: 'image', digest: 'sha256:1', references: ['registry.example/app:1'], problems: [] },
  verdict,
  findings: [finding, check],
};

describe('findingReport', () => {
  it('tells all findings, worst first, and which ones the verdict hangs on', () => {
    const { targets, policy, decision } = findingReport(judgement, product, 'en');
    expect([decision, policy]).toEqual(['deny', { name: 'baseline', version: 2, hash: 'sha256:3' }]);
    expect(targets[0]).toMatchObject({ name: 'registry.example/app:1', isFile: false, score: 5 });
    expect(targets[0]?.findings.map(({ rule, isDecisive }) => [rule, isDecisive])).toEqual([
      ['image-user-root', true],
      ['CVE-2026-1', false],
    ]);
  });

  it('is in the language that is asked for, and can be written', () => {
    const written = sarifFormat.write(findingReport(judgement, product, 'zh'));
    expect(JSON.parse(written)).toMatchObject({
      runs: [
        {
          results: [
            { ruleId: 'image-user-root', message: { text: 'It is affected. (zh)' } },
            { ruleId: 'CVE-2026-1', properties: { purl: 'pkg:npm/a@1', score: 7.5 } },
          ],
        },
      ],
    });
  });

  it('has nothing decisive where it is allowed', () => {
    const allowed = findingReport(
      { ...judgement, verdict: { ...verdict, decision: 'allow' } },
      product,
      'en',
    );
    expect(allowed.targets[0]?.findings.some(({ isDecisive }) => isDecisive)).toBe(false);
  });
});
