import type { DaemonFacts } from './daemon-facts.js';
import type { HostDrift } from './drift-facts.js';
import type { FactProblem } from './facts.js';
import type { MachineFacts, SwarmFacts } from './machine-facts.js';
import type { NetworkFacts } from './network-facts.js';
import type { WorkloadDocumentFacts } from './workload-document.js';

/** What a collector may bring of a host, by the names that its bundle gives them. */
export const hostParts = [
  'docker-info',
  'docker-version',
  'containers',
  'images',
  'networks',
  'volumes',
  'swarm-services',
  'swarm-nodes',
  'swarm-secrets',
  'swarm-state',
  'daemon-json',
  'daemon-arguments',
  'files',
  'mounts',
  'groups',
  'audit-rules',
  'sysctl',
  'kernel',
  'kernel-config',
  'os-release',
  'subuid',
  'subgid',
  'iptables',
  'ip6tables',
  'nft',
  'firewall-services',
  'stored-rules',
  'addresses',
  'routes',
  'dmi',
  'listeners',
  'processes',
  'environment',
  'sensors',
  'lsm',
  'selinux',
  'dockerd-status',
  'time',
] as const;
export type HostPart = (typeof hostParts)[number];

/** Parts that are read by themselves too. */
export type LonePart = Extract<
  HostPart,
  'daemon-json' | 'docker-info' | 'containers' | 'images' | 'networks'
>;

/** How a part came. What is not `ok` is not known, but for what a `partial` one tells. */
export interface PartState {
  readonly status: 'ok' | 'partial' | 'unreadable' | 'missing' | 'denied' | 'failed' | 'absent';
  /** Why it is not `ok`, in plain words. */
  readonly reason: string | null;
}

/** An image that a host has. */
export interface HostImage {
  /** Digest of its config, or of its manifest where the engine keeps images as containerd does. */
  readonly id: string;
  /** Names with tags. */
  readonly tags: readonly string[];
  /** Of manifests that registries know it by. */
  readonly digests: readonly string[];
}

/** All that one scan observed of a host: its daemon, its machine, its swarm and its containers. */
export interface HostFacts {
  readonly kind: 'host';
  /** `bundle`: what a collector brought; else one part by itself. */
  readonly format: 'bundle' | LonePart;
  /** Over the text that was read. */
  readonly digest: string;
  /** What findings call it. */
  readonly name: string;
  /** ISO 8601. */
  readonly collectedAt: string | null;
  /** Digest of the machine's own id, in hex. */
  readonly machineId: string | null;
  readonly hostname: string | null;
  /** Whether the collector ran as root. */
  readonly isRoot: boolean | null;
  readonly daemon: DaemonFacts;
  readonly machine: MachineFacts;
  readonly network: NetworkFacts;
  readonly swarm: SwarmFacts;
  /** Null: not collected. */
  readonly containers: WorkloadDocumentFacts | null;
  /** Each once, by id. Null: not collected. Absent: facts from before they were kept. */
  readonly images?: readonly HostImage[] | null;
  /** Services of the swarm. Null: not collected. */
  readonly services: WorkloadDocumentFacts | null;
  /** What is otherwise than in the bundle before. Null or absent: there was none. */
  readonly drift?: HostDrift | null;
  readonly parts: Readonly<Record<HostPart, PartState>>;
  /** What could not be read, by part. */
  readonly problems: readonly FactProblem[];
}
