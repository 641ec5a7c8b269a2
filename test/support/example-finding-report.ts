import type {
  FindingReport,
  ReportedFinding,
  ReportedTarget,
} from '../../src/engine/finding-formats/finding-format.js';

/** A failed check at line 3 of a Dockerfile, which denies. */
export function aReportedFinding(parts: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    fingerprint: 'f'.repeat(32),
    rule: 'df-user-root',
    kind: 'check',
    result: 'fail',
    severity: 'high',
    score: null,
    title: 'Runs as root',
    message: 'The last USER is root.',
    remediation: 'End with another USER.',
    location: { path: 'app/Dockerfile', layer: null, line: 3 },
    excerpt: 'USER root',
    evidence: [{ fact: 'stages.user', value: 'root' }],
    fix: null,
    component: null,
    fixedVersion: null,
    exemption: null,
    isDecisive: true,
    ...parts,
  };
}

/** A Dockerfile that is denied for one finding. */
export function aReportedTarget(parts: Partial<ReportedTarget> = {}): ReportedTarget {
  const findings = parts.findings ?? [aReportedFinding()];
  return {
    name: 'app/Dockerfile',
    kind: 'dockerfile',
    digest: `sha256:${'1'.repeat(64)}`,
    isFile: true,
    decision: 'deny',
    score: 50,
    reasons: [
      {
        code: 'check-failed',
        severity: 'high',
        message: 'The last USER is root.',
        remediation: 'End with another USER.',
        findings: findings.map(({ fingerprint }) => fingerprint),
      },
    ],
    findings,
    passes: [{ rule: 'df-syntax', title: 'Can be read', result: 'pass', reason: null }],
    sections: [],
    problems: [],
    failure: null,
    ...parts,
  };
}

/** A file that could not be read, at line 4. */
export function anUnreadTarget(parts: Partial<ReportedTarget> = {}): ReportedTarget {
  return aReportedTarget({
    name: 'pod.yaml',
    kind: 'kubernetes',
    digest: null,
    decision: 'unknown',
    score: null,
    reasons: [],
    findings: [],
    passes: [],
    failure: { file: null, line: 4, column: 2, message: 'It is no YAML.' },
    ...parts,
  });
}

export function aFindingReport(parts: Partial<FindingReport> = {}): FindingReport {
  return {
    language: 'en',
    product: { name: 'ironhull', version: '1.2.3' },
    policy: { name: 'baseline', version: null, hash: 'sha256:2' },
    decision: 'deny',
    targets: [aReportedTarget()],
    rules: [],
    ...parts,
  };
}
