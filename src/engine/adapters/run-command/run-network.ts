import type { WorkloadFacts } from '../../model/workload-facts.js';
import { commaFields, keyAndValue } from '../docker-options/pieces.js';
import type { StatedFlags } from './stated-flags.js';

type Network = WorkloadFacts['network'];
type Namespaces = WorkloadFacts['namespaces'];

/** The network of `--network` (the first one decides the mode) and `--ip`. */
export function networkOf(stated: StatedFlags): Network {
  const given = stated.list('network.mode', ['--network'], (flag) => flag) ?? [];
  if (given.some(({ expansions }) => expansions.length > 0)) stated.unresolved.add('network.mode');
  const known = given.filter(({ value, expansions }) => value !== null && expansions.length === 0);
  const targets = known.map(({ value }) => networkTarget(value!));
  const [first] = targets;
  const staticIp =
    stated.text('network.staticIp', '--ip') ?? targets.find(({ ip }) => ip !== null)?.ip ?? null;
  if (!first || known[0] !== given[0]) return { mode: null, names: [], sharedWith: null, staticIp };
  const names = targets.map(({ name }) => name).filter((name) => networkMode(name) === 'user-defined');
  const sharedWith = first.name.startsWith('container:') ? first.name.slice('container:'.length) : null;
  return { mode: networkMode(first.name), names, sharedWith, staticIp };
}

/** `--network=name` or `name=…,ip=…,alias=…`. */
function networkTarget(text: string): { readonly name: string; readonly ip: string | null } {
  if (!/(?:^|,)\w[\w-]*=/.test(text)) return { name: text, ip: null };
  const fields = new Map(
    commaFields(text).map((field) => {
      const { key, value } = keyAndValue(field.text.trim());
      return [key, value ?? ''];
    }),
  );
  return { name: fields.get('name') ?? '', ip: fields.get('ip') ?? null };
}

/** What kind of network an engine's network mode is. */
export function networkMode(text: string): NonNullable<Network['mode']> {
  if (text === '' || text === 'default' || text === 'bridge') return 'default-bridge';
  if (text === 'host' || text === 'none') return text;
  return text.startsWith('container:') ? 'container' : 'user-defined';
}

/** The namespaces of `--pid`, `--ipc`, `--uts` and `--cgroupns`. */
export function namespacesOf(stated: StatedFlags): Namespaces {
  return {
    pid: stated.read('namespaces.pid', '--pid', pidMode),
    ipc: stated.read('namespaces.ipc', '--ipc', ipcMode),
    uts: stated.read('namespaces.uts', '--uts', (text) => (text === 'host' ? 'host' : 'private')),
    cgroup: stated.read('namespaces.cgroup', '--cgroupns', cgroupMode),
    isProcessShared: null,
  };
}

export function pidMode(text: string): Namespaces['pid'] {
  return text === 'host' ? 'host' : text.startsWith('container:') ? 'container' : 'private';
}

/** Null: the daemon decides. */
export function ipcMode(text: string): Namespaces['ipc'] {
  if (text === 'private' || text === 'shareable' || text === 'host' || text === 'none') return text;
  return text.startsWith('container:') ? 'container' : null;
}

/** Null: the daemon decides. */
export function cgroupMode(text: string): Namespaces['cgroup'] {
  return text === 'host' || text === 'private' ? text : null;
}

/** `host`, or a namespace of its own; null: the daemon decides. */
export function usernsMode(text: string): WorkloadFacts['usernsMode'] {
  if (text === '') return null;
  return text === 'host' ? 'host' : 'private';
}
