import type {
  DecidedExemption,
  DecidedTarget,
  Decision,
  DecisionSource,
} from '../../src/engine/decision-exports/decision-export.js';

export const anImageTarget: DecidedTarget = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'image',
  digest: `sha256:${'b'.repeat(64)}`,
  references: ['registry.example/team/app:1'],
};

export function aDecidedExemption(parts: Partial<DecidedExemption> = {}): DecidedExemption {
  return {
    id: 'e0000000-0000-4000-8000-000000000001',
    kind: 'risk-accepted',
    justification: null,
    reason: 'The service is not reached from outside.',
    compensatingControl: null,
    ticket: 'SEC-1',
    scope: { vulnerabilities: ['CVE-2026-0001'] },
    endsWithFix: false,
    decidedAt: new Date('2026-05-01T00:00:00.000Z'),
    expiresAt: new Date('2026-09-01T00:00:00.000Z'),
    ...parts,
  };
}

/** A flaw in a package of an image, undecided. */
export function aDecision(parts: Partial<Decision> = {}): Decision {
  return {
    target: anImageTarget,
    fingerprint: 'f'.repeat(32),
    check: null,
    flaw: { id: 'CVE-2026-0001', aliases: ['DEBIAN-CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'] },
    component: {
      ecosystem: 'Debian:12',
      name: 'libssl3',
      version: '3.0.11-1',
      purl: 'pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12',
    },
    location: { path: '/var/lib/dpkg/status', layer: null, line: null },
    element: null,
    severity: 'high',
    title: 'CVE-2026-0001: Out-of-bounds read',
    remediation: 'Update libssl3.',
    firstSeenAt: new Date('2026-04-01T00:00:00.000Z'),
    exemption: null,
    vex: null,
    ...parts,
  };
}

/** A check that failed on a container of a Kubernetes workload. */
export function aCheckDecision(parts: Partial<Decision> = {}): Decision {
  return aDecision({
    target: { id: 't2', kind: 'workload', digest: `sha256:${'c'.repeat(64)}`, references: ['deploy.yaml'] },
    check: 'workload-privileged',
    flaw: null,
    component: null,
    location: { path: 'deploy.yaml', layer: null, line: 12 },
    element: 'Deployment/shop/web[app]',
    title: 'Privileged container',
    ...parts,
  });
}

export function aDecisionSource(parts: Partial<DecisionSource> = {}): DecisionSource {
  return {
    product: { name: 'ironhull', version: '1.2.3' },
    name: 'registry.example/team/app:1',
    target: anImageTarget,
    issuedAt: new Date('2026-06-01T12:00:00.250Z'),
    decisions: [aDecision()],
    leftOut: [],
    ...parts,
  };
}
