import type {
  BenchmarkEvidence,
  BenchmarkLine,
  BenchmarkReport,
} from '../../src/engine/benchmarks/benchmark-report.js';

/** A privileged container. */
export function aBenchmarkEvidence(parts: Partial<BenchmarkEvidence> = {}): BenchmarkEvidence {
  return {
    target: 'host-1',
    check: 'workload-privileged',
    status: 'fail',
    severity: 'critical',
    message: 'web: It runs privileged.',
    place: 'host-1',
    seen: [{ fact: 'workload.privileged', value: 'true' }],
    waivedBy: null,
    exemption: null,
    ...parts,
  };
}

/** A recommendation that fails for one container. */
export function aBenchmarkLine(parts: Partial<BenchmarkLine> = {}): BenchmarkLine {
  return {
    id: '5.5',
    chapter: '5',
    title: 'No container is privileged',
    status: 'fail',
    checks: [{ id: 'workload-privileged', title: 'Container runs privileged', status: 'fail' }],
    evidence: [aBenchmarkEvidence()],
    reason: null,
    remediation: 'Drop the flag.',
    ...parts,
  };
}

export function aBenchmarkReport(parts: Partial<BenchmarkReport> = {}): BenchmarkReport {
  return {
    language: 'en',
    product: { name: 'ironhull', version: '1.2.3' },
    benchmark: { name: 'CIS Docker Benchmark', version: '1.7.0' },
    policy: { name: 'cis-docker-1.7', version: 1, hash: 'sha256:2' },
    targets: [{ name: 'host-1', kind: 'host', digest: null }],
    chapters: { 5: 'Containers' },
    lines: [aBenchmarkLine()],
    problems: [],
    ...parts,
  };
}

/** A line that is as it should be. */
export const aPassingLine = aBenchmarkLine({
  id: '5.10',
  title: "The host's network is not shared",
  status: 'pass',
  checks: [{ id: 'workload-network-host', title: 'Shares the network', status: 'pass' }],
  evidence: [],
  remediation: null,
});

/** A line that is waived, by whom and until when. */
export const aWaivedLine = aBenchmarkLine({
  id: '5.16',
  title: "The host's processes are not shared",
  status: 'exempt',
  evidence: [
    aBenchmarkEvidence({
      status: 'exempt',
      message: 'agent: It sees the processes of the host.',
      waivedBy: 'e1',
      exemption: {
        id: 'e1',
        reason: 'A monitoring agent',
        requestedBy: 'team-a',
        approvedBy: 'security',
        expiresAt: '2027-01-01T00:00:00.000Z',
      },
    }),
  ],
});
