import type { PublishedPort, WorkloadFacts } from '../../model/workload-facts.js';
import { isObject, listOf, type DocumentObject } from '../../text/documents.js';
import { portRange, protocolOf } from '../docker-options/port-options.js';
import { cgroupMode, ipcMode, networkMode, pidMode } from '../run-command/run-network.js';
import { objectAt, textOrNull, type Inspected } from './inspected.js';

/** Podman's networks of rootless containers: nobody else is on them. */
const ofPodman = /^(?:slirp4netns|pasta)\b/;

export function networkOf(
  container: DocumentObject,
  host: DocumentObject | null,
  inspected: Inspected,
): WorkloadFacts['network'] {
  const mode = inspected.text('network.mode', host, '/HostConfig', 'NetworkMode');
  const networks = objectAt(objectAt(container, 'NetworkSettings'), 'Networks') ?? {};
  const names = Object.keys(networks).filter(
    (name) => networkMode(name) === 'user-defined' && name !== 'podman',
  );
  const addresses = Object.values(networks).map((network) =>
    textOrNull(objectAt(isObject(network) ? network : null, 'IPAMConfig')?.IPv4Address),
  );
  return {
    mode: mode === null ? null : ofPodman.test(mode) ? 'user-defined' : networkMode(mode),
    names,
    sharedWith: mode?.startsWith('container:') ? mode.slice('container:'.length) : null,
    staticIp: addresses.find((address) => address !== null) ?? null,
  };
}

export function namespacesOf(host: DocumentObject | null, inspected: Inspected): WorkloadFacts['namespaces'] {
  const mode = (path: string, name: string) =>
    inspected.text(`namespaces.${path}`, host, '/HostConfig', name);
  const [pid, ipc, uts, cgroup] = [
    mode('pid', 'PidMode'),
    mode('ipc', 'IpcMode'),
    mode('uts', 'UTSMode'),
    mode('cgroup', 'CgroupnsMode'),
  ];
  return {
    pid: pid === null ? null : pidMode(pid),
    ipc: ipc === null ? null : ipcMode(ipc),
    uts: uts === null ? null : uts === 'host' ? 'host' : 'private',
    cgroup: cgroup === null ? null : cgroupMode(cgroup),
    isProcessShared: false,
  };
}

export function portsOf(
  config: DocumentObject | null,
  host: DocumentObject | null,
  inspected: Inspected,
): Pick<WorkloadFacts, 'ports' | 'isEveryPortPublished' | 'exposedPorts'> {
  const bindings = inspected.value('ports', host, '/HostConfig', 'PortBindings');
  const exposed = inspected.optional('exposedPorts', config, '/Config', 'ExposedPorts');
  const ports: PublishedPort[] = [];
  for (const [key, entries] of Object.entries(isObject(bindings) ? bindings : {})) {
    listOf(entries).forEach((entry, index) => {
      const port = portOf(key, entry);
      if (!port) return;
      inspected.place(
        `ports.${ports.length}`,
        `/HostConfig/PortBindings/${key.replaceAll('~', '~0').replaceAll('/', '~1')}/${index}`,
      );
      ports.push(port);
    });
  }
  return {
    ports: bindings === undefined ? null : ports,
    isEveryPortPublished: inspected.boolean('isEveryPortPublished', host, '/HostConfig', 'PublishAllPorts'),
    exposedPorts:
      exposed === undefined
        ? null
        : Object.keys(isObject(exposed) ? exposed : {}).flatMap((key) => portKey(key) ?? []),
  };
}

function portOf(key: string, entry: unknown): PublishedPort | null {
  const container = portKey(key);
  if (!container || !isObject(entry)) return null;
  const host = portRange(textOrNull(entry.HostPort) ?? '');
  return {
    hostIp: textOrNull(entry.HostIp),
    hostPort: host?.first === 0 ? null : (host?.first ?? null),
    hostPortEnd: host?.last ?? null,
    containerPort: container.port,
    containerPortEnd: null,
    protocol: container.protocol,
    mode: null,
  };
}

/** `80/tcp`. */
function portKey(key: string): { port: number; protocol: PublishedPort['protocol'] } | null {
  const [port = '', protocol = 'tcp'] = key.split('/');
  const [range, known] = [portRange(port), protocolOf(protocol)];
  return range && known ? { port: range.first, protocol: known } : null;
}
