import type { WorkloadFacts } from '../../model/workload-facts.js';
import { exposedPorts, portOf, readPublishedPort, type ReadPort } from '../docker-options/port-options.js';
import type { LocatedView } from '../located-view.js';
import { cgroupMode, ipcMode, networkMode, pidMode, usernsMode } from '../run-command/run-network.js';
import { type StatedService, unreadable } from './stated-service.js';

/**
 * The networks of a service: its `network_mode`, else those that it lists, else the project's own.
 * @param declared the project's networks, by name
 */
export function networkOf(stated: StatedService, declared: LocatedView): WorkloadFacts['network'] {
  const mode = stated.at('network_mode');
  const none = { names: [], sharedWith: null, staticIp: null };
  if (mode.isThere) {
    const text = stated.text('network.mode', mode);
    if (text === null) return { ...none, mode: null };
    const shared = /^(?:service|container):([\s\S]*)$/.exec(text);
    if (shared) return { ...none, mode: 'container', sharedWith: shared[1]! };
    const named = networkMode(text);
    return { ...none, mode: named, names: named === 'user-defined' ? [text] : [] };
  }
  const listed = stated.at('networks');
  stated.note('network.mode', listed);
  const names = listed.entries.map(([name]) => name);
  if (names.length === 0) return { ...none, mode: 'user-defined', names: ['default'] };
  const [first] = names.map((name) => hostNetwork(declared.at(name))).filter((found) => found !== null);
  const staticIp = listed.entries.map(([, entry]) => entry.at('ipv4_address').text).find((ip) => ip !== null);
  if (first) return { ...none, mode: first };
  return { mode: 'user-defined', names, sharedWith: null, staticIp: staticIp ?? null };
}

/** A network of the project that is one of the engine's own. */
function hostNetwork(declared: LocatedView): 'host' | 'none' | 'default-bridge' | null {
  const external = declared.at('external');
  if (!external.isThere || external.boolean === false) return null;
  const name = declared.at('name').text ?? external.at('name').text ?? declared.path.at(-1);
  return name === 'host' || name === 'none' ? name : name === 'bridge' ? 'default-bridge' : null;
}

export function namespacesOf(stated: StatedService): WorkloadFacts['namespaces'] {
  /** `service:x` joins the container of a service. */
  const joined = (text: string) => text.replace(/^service:/, 'container:');
  return {
    pid: stated.read('namespaces.pid', stated.at('pid'), (text) => pidMode(joined(text))),
    ipc: stated.read('namespaces.ipc', stated.at('ipc'), (text) => ipcMode(joined(text))),
    uts: stated.read('namespaces.uts', stated.at('uts'), (text) => (text === 'host' ? 'host' : 'private')),
    cgroup: stated.read('namespaces.cgroup', stated.at('cgroup'), cgroupMode),
    isProcessShared: null,
  };
}

export function userNamespaceOf(stated: StatedService): WorkloadFacts['usernsMode'] {
  const view = stated.at('userns_mode');
  return view.text === '' ? null : stated.read('usernsMode', view, usernsMode);
}

export function portsOf(
  stated: StatedService,
): Pick<WorkloadFacts, 'ports' | 'isEveryPortPublished' | 'exposedPorts'> {
  const read = stated.list('ports', stated.at('ports'), (item) => readPort(stated, item) ?? unreadable);
  read?.forEach(({ isUnresolved }, index) => {
    if (isUnresolved) stated.unresolved.add(`ports.${index}`);
  });
  return {
    ports: read?.map(({ port }) => port) ?? null,
    isEveryPortPublished: null,
    exposedPorts:
      stated.texts('exposedPorts', stated.at('expose'))?.flatMap((text) => exposedPorts(text) ?? []) ?? null,
  };
}

function readPort(stated: StatedService, item: LocatedView): ReadPort | null {
  if (!item.isMap) return item.text === null ? null : readPublishedPort(item.text, stated.open(item));
  const mode = item.at('mode').text;
  const text = (key: string) => item.at(key).text ?? '';
  const isHidden = (key: string) => stated.isOpen(item.at(key));
  return portOf({
    ip: text('host_ip'),
    isIpHidden: isHidden('host_ip'),
    host: text('published'),
    isHostHidden: isHidden('published'),
    container: text('target'),
    isContainerHidden: isHidden('target'),
    protocol: isHidden('protocol') ? 'tcp' : text('protocol') || 'tcp',
    mode: mode === 'host' || mode === 'ingress' ? mode : null,
  });
}
