import { expect, it } from 'vitest';
import {
  aFindingReport,
  anUnreadTarget,
  aReportedFinding,
  aReportedTarget,
} from '../../../test/support/example-finding-report.js';
import { jsonFormat } from './json.format.js';

const written = (...targets: ReturnType<typeof aReportedTarget>[]): unknown =>
  JSON.parse(jsonFormat.write(aFindingReport({ targets })));

it('tells the verdict, each target and all findings', () => {
  const exempted = aReportedFinding({ fingerprint: 'e', exemption: 'x1' });
  expect(written(aReportedTarget({ findings: [aReportedFinding(), exempted] }))).toEqual({
    product: { name: 'ironhull', version: '1.2.3' },
    language: 'en',
    policy: { name: 'baseline', version: null, hash: 'sha256:2' },
    verdict: {
      decision: 'deny',
      policy: { name: 'baseline', version: null, hash: 'sha256:2' },
      reasons: [expect.objectContaining({ target: 'app/Dockerfile', code: 'check-failed' })],
    },
    target: expect.objectContaining({ name: 'app/Dockerfile' }),
    targets: [
      {
        name: 'app/Dockerfile',
        kind: 'dockerfile',
        digest: `sha256:${'1'.repeat(64)}`,
        verdict: {
          decision: 'deny',
          score: 50,
          reasons: [expect.objectContaining({ code: 'check-failed' })],
          counts: { critical: 0, high: 1, medium: 0, low: 0, info: 0, unknown: 0 },
          undecidedCount: 0,
          exemptedCount: 1,
        },
        problems: [],
        error: null,
        passed: ['df-syntax'],
      },
    ],
    findings: [
      expect.objectContaining({
        target: 'app/Dockerfile',
        id: 'f'.repeat(32),
        kind: 'check',
        check: 'df-user-root',
        advisory: null,
        result: 'fail',
        severity: 'high',
        location: { path: 'app/Dockerfile', layer: null, line: 3 },
        excerpt: 'USER root',
        exemption: null,
      }),
      expect.objectContaining({ id: 'e', exemption: 'x1' }),
    ],
    components: [],
  });
});

it('names no single target where there are several, and where one could not be read', () => {
  expect(written(aReportedTarget(), anUnreadTarget())).toMatchObject({
    target: null,
    targets: [{}, { name: 'pod.yaml', error: { file: null, line: 4, column: 2, message: 'It is no YAML.' } }],
  });
});

it('names a vulnerability as such', () => {
  const finding = aReportedFinding({ kind: 'vulnerability', rule: 'CVE-2026-1' });
  expect(written(aReportedTarget({ findings: [finding] }))).toMatchObject({
    findings: [{ kind: 'vulnerability', check: null, advisory: 'CVE-2026-1' }],
  });
});
