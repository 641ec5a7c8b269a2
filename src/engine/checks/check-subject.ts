import { daemonDefaults } from '../adapters/host/daemon-defaults.js';
import { resolveWorkload } from '../adapters/resolve-workload.js';
import type { Facts } from '../model/facts.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Vulnerability } from '../model/finding.js';
import { workloadInputs, type WorkloadDocumentFacts } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import type { AdvisoryDatabase, CheckInput, CheckSubjects, HostSubject } from './check.js';

export const checkInputs = [
  'image',
  'source',
  'sbom',
  'dockerfile',
  'host',
  'docker-bench',
  ...workloadInputs,
] as const satisfies readonly CheckInput[];

/** The kind of input that facts were read from, as checks name it. */
export function inputOf(facts: Facts): CheckInput {
  return facts.kind === 'workload' ? facts.format : facts.kind;
}

/** What checks look at, of these facts. */
export function subjectOf(
  facts: Facts,
  vulnerabilities: readonly Vulnerability[],
  database: AdvisoryDatabase,
  scannedAt: string | null = null,
): CheckSubjects[CheckInput] {
  switch (facts.kind) {
    case 'workload':
      return { facts, workloads: facts.workloads.map((workload) => resolveKnown(facts, workload)) };
    case 'dockerfile':
      return { facts };
    case 'docker-bench':
      return { facts };
    case 'host':
      return hostSubject(facts);
    case 'image':
      return { facts, vulnerabilities, database, scannedAt };
    case 'source':
      return { facts, vulnerabilities, database, scannedAt };
    case 'sbom':
      return { facts, vulnerabilities, database, scannedAt };
  }
}

/** A host, with what would run of its containers. */
export function hostSubject(facts: HostFacts): HostSubject {
  const daemon = daemonDefaults(facts.daemon, facts.machine);
  const stated = facts.containers?.workloads ?? [];
  return {
    facts,
    workloads: stated.map((workload) => resolveWorkload(workload, { daemon, image: null })),
    services: (facts.services?.workloads ?? []).map((workload) => resolveWorkload(workload)),
  };
}

/** With what is known of the image that it runs. */
function resolveKnown({ images }: WorkloadDocumentFacts, workload: WorkloadFacts): WorkloadFacts {
  const name = workload.image?.raw ?? '';
  const image = images && Object.hasOwn(images, name) ? images[name]! : null;
  return resolveWorkload(workload, { daemon: null, image });
}
