import type { HostFacts } from '../model/host-facts.js';
import type { Mount } from '../model/mount.js';
import type { PublishedPort, WorkloadFacts } from '../model/workload-facts.js';
import { listedOf, namedOf, shownValue, type Observer } from './observed.js';

/** Which containers there are, by name, and the image of each. */
export const containerObserver: Observer = {
  kind: 'containers',
  observe(facts) {
    const { containers } = facts;
    if (!containers) return null;
    const entries = containers.workloads.map(({ origin, image }, index) => {
      const id = containers.containers?.[index]?.imageId ?? image?.resolvedId ?? null;
      return [origin.name, [image?.raw ?? 'no image', id && shortId(id)].filter(Boolean).join(' ')] as const;
    });
    return listedOf(facts, ['containers'], entries);
  },
};

/** What decides how well a container is kept in; null: not known. */
const settings: Readonly<Record<string, (workload: WorkloadFacts) => unknown>> = {
  privileged: ({ privileged }) => privileged,
  user: ({ user }) => user.raw ?? (user.source === 'none' ? 'none' : null),
  'capabilities added': ({ capabilities }) => capabilities.add,
  'capabilities dropped': ({ capabilities }) => capabilities.drop,
  'no new privileges': ({ noNewPrivileges }) => noNewPrivileges,
  'read-only root': ({ rootfsReadOnly }) => rootfsReadOnly,
  mounts: ({ mounts }) => mounts?.map(mountText) ?? null,
  devices: ({ devices }) => devices?.map(({ hostPath, permissions }) => `${hostPath}:${permissions}`) ?? null,
  network: ({ network }) => network.mode,
  'process namespace': ({ namespaces }) => namespaces.pid,
  'IPC namespace': ({ namespaces }) => namespaces.ipc,
  'host names namespace': ({ namespaces }) => namespaces.uts,
  'user namespace': ({ usernsMode }) => usernsMode,
  seccomp: ({ seccomp }) => seccomp.mode,
  AppArmor: ({ apparmor }) => apparmor.mode,
  SELinux: ({ selinux }) => selinux.mode,
  'memory limit': ({ resources }) => resources.memoryBytes,
  'limit of processes': ({ resources }) => resources.pidsLimit,
};

/** How the containers are kept in that both bundles have. */
export const containerSettingObserver: Observer = {
  kind: 'container-settings',
  observe(facts) {
    if (!facts.containers) return null;
    const entries = facts.containers.workloads.flatMap((workload) =>
      Object.entries(settings).flatMap(([name, read]) => {
        const value = read(workload) ?? null;
        return value === null ? [] : [[`${workload.origin.name} ${name}`, shownValue(value)] as const];
      }),
    );
    return namedOf(facts, ['containers'], entries);
  },
};

/** Ports of the host that lead to containers. */
export const portObserver: Observer = {
  kind: 'ports',
  observe(facts) {
    if (!facts.containers) return null;
    const containers = new Map<string, string[]>();
    for (const { origin, ports } of facts.containers.workloads)
      for (const port of ports ?? []) {
        const leads = containers.get(addressOf(port)) ?? [];
        containers.set(addressOf(port), [...leads, `${origin.name}:${port.containerPort ?? '?'}`]);
      }
    return listedOf(
      facts,
      ['containers'],
      [...containers].map(([address, leads]) => [address, shownValue(leads)]),
    );
  },
};

/** The images of the host, by their names; those without one by their ids. */
export const imageObserver: Observer = {
  kind: 'images',
  observe(facts: HostFacts) {
    const { images } = facts;
    if (!images) return null;
    const entries = images.flatMap(({ id, tags }) =>
      (tags.length === 0 ? [shortId(id)] : tags).map((tag) => [tag, shortId(id)] as const),
    );
    return listedOf(facts, ['images'], entries);
  },
};

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

function mountText({ type, source, target, isReadOnly }: Mount): string {
  return `${type} ${source ?? 'anonymous'}:${target}${isReadOnly ? ':ro' : ''}`;
}

function addressOf({ hostIp, hostPort, hostPortEnd, protocol, containerPort }: PublishedPort): string {
  // Which port the engine picked is another one after each start.
  const port = hostPort === null ? `any for ${containerPort ?? '?'}` : String(hostPort);
  return `${hostIp ?? '0.0.0.0'}:${port}${hostPortEnd === null ? '' : `-${hostPortEnd}`}/${protocol}`;
}
