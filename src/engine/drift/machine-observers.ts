import type { HostFacts, HostPart } from '../model/host-facts.js';
import type { HostFile } from '../model/machine-facts.js';
import { listedOf, namedOf, shownValue, type Observer } from './observed.js';

const daemonParts: readonly HostPart[] = ['docker-info', 'daemon-json', 'daemon-arguments', 'dockerd-status'];

/** How the daemon is set, wherever that is set. */
export const daemonObserver: Observer = {
  kind: 'daemon',
  observe(facts) {
    const { daemon, machine } = facts;
    const values: [string, unknown][] = [
      ['version', machine.serverVersion],
      ['rootless', daemon.isRootless],
      ['firewall backend', daemon.firewallBackend],
      ...Object.entries(daemon.settings).map(
        ([name, setting]) =>
          [name, (setting as { value: unknown } | null)?.value ?? null] as [string, unknown],
      ),
    ];
    const known = values.filter(([, value]) => value !== null);
    if (known.length === 0) return null;
    return namedOf(
      facts,
      daemonParts,
      known.map(([name, value]) => [name, shownValue(value)]),
    );
  },
};

/** Files of the daemon: what may be done with them, and whose they are. */
export const fileObserver: Observer = {
  kind: 'files',
  observe(facts) {
    const { files } = facts.machine;
    if (!files) return null;
    return namedOf(
      facts,
      ['files'],
      Object.entries(files).map(([path, file]) => [path, file && fileText(file)]),
    );
  },
};

/** Sockets that take connections. Who holds one is told by name where it is known. */
export const listenerObserver: Observer = {
  kind: 'listeners',
  observe(facts) {
    const { sockets } = facts.machine;
    if (!sockets) return null;
    const holders = new Map<string, Set<string>>();
    for (const { address, port, protocol, process } of sockets) {
      const host = address.includes(':') ? `[${address}]` : address;
      const socket = `${host}:${port}/${protocol}`;
      const names = holders.get(socket) ?? new Set();
      if (process !== null) names.add(process);
      holders.set(socket, names);
    }
    const entries = [...holders].map(([socket, names]) => [socket, [...names].sort().join(', ')] as const);
    return listedOf(facts, ['listeners'], entries);
  },
};

/** What runs beneath everything. */
export const kernelObserver: Observer = {
  kind: 'kernel',
  observe(facts) {
    const { kernelRelease, osRelease, securityModules, selinuxMode, cgroupVersion } = facts.machine;
    const values: [string, unknown][] = [
      ['release', kernelRelease],
      ['distribution', osRelease && (osRelease.prettyName ?? osRelease.id)],
      ['security modules', securityModules],
      ['SELinux', selinuxMode],
      ['cgroup version', cgroupVersion],
    ];
    if (kernelRelease === null) return null;
    const known = values.filter(([, value]) => value !== null);
    return namedOf(
      facts,
      ['kernel', 'os-release', 'lsm', 'selinux'],
      known.map(([name, value]) => [name, shownValue(value)]),
    );
  },
};

/** Who is in which group. */
export const groupObserver: Observer = {
  kind: 'groups',
  observe(facts) {
    const { groups } = facts.machine;
    if (!groups) return null;
    const entries = groups.map(({ name, gid, members }) => [name, `${gid}: ${shownValue(members)}`] as const);
    return listedOf(facts, ['groups'], entries);
  },
};

/** Parameters of the kernel. */
export const sysctlObserver: Observer = {
  kind: 'sysctls',
  observe(facts: HostFacts) {
    const { sysctls } = facts.machine;
    return sysctls && namedOf(facts, ['sysctl'], Object.entries(sysctls));
  },
};

function fileText({ mode, user, group, uid, gid, type }: HostFile): string {
  const owner = `${user}:${group}` === `${uid}:${gid}` ? user : `${user} (${uid}):${group} (${gid})`;
  return `${mode.toString(8).padStart(4, '0')} ${owner} ${type}`;
}
