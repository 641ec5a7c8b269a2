import type { WorkloadFacts } from '../model/workload-facts.js';

const sections = [
  'image',
  'user',
  'usernsMode',
  'privileged',
  'capabilities.add',
  'capabilities.drop',
  'noNewPrivileges',
  'rootfsReadOnly',
  'mounts',
  'volumesFrom',
  'usesApiSocket',
  'devices',
  'deviceCgroupRules',
  'hasGpus',
  'network.mode',
  'namespaces.pid',
  'namespaces.ipc',
  'namespaces.uts',
  'namespaces.cgroup',
  'ports',
  'isEveryPortPublished',
  'exposedPorts',
  'resources.memoryBytes',
  'resources.memorySwapBytes',
  'resources.cpuLimitMillis',
  'resources.cpuShares',
  'resources.pidsLimit',
  'resources.ulimits',
  'resources.isOomKillDisabled',
  'resources.oomScoreAdjustment',
  'cgroupParent',
  'seccomp.mode',
  'apparmor.mode',
  'selinux.mode',
  'procMasks',
  'sysctls',
  'environment',
  'secrets',
  'healthcheck.state',
  'restart.policy',
  'restart.maxRetries',
  'logging.driver',
  'links',
  'isRemovedAtExit',
];
/** Facts to which a further part adds, so that what is there need not be all. */
const growing = new Set([
  'capabilities.add',
  'mounts',
  'devices',
  'ports',
  'environment',
  'sysctls',
  'secrets',
]);

/**
 * Marks what a part of a definition that nobody sees (`$OPTIONS`, a service that is extended) may state: all that the
 * rest does not say, and lists that it may add to.
 */
export function hideEverything(workload: WorkloadFacts, unresolved: Set<string>): void {
  for (const path of sections) {
    if (growing.has(path) || valueAt(workload, path) === null) unresolved.add(path);
  }
}

function valueAt(workload: WorkloadFacts, path: string): unknown {
  if (path === 'user') return workload.user.raw;
  let value: unknown = workload;
  for (const part of path.split('.')) value = (value as Readonly<Record<string, unknown>>)[part];
  return value;
}
