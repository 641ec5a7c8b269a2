import type { Mount } from '../../model/mount.js';
import type { WorkloadFacts } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import {
  propagationOf,
  readTmpfs,
  readVolume,
  tmpfsMount,
  type ReadMount,
} from '../docker-options/mount-options.js';
import { pieces } from '../docker-options/pieces.js';
import { cleanHostPath } from '../host-path.js';
import type { LocatedView } from '../located-view.js';
import { dockerBytes } from '../quantities.js';
import { type StatedService, unreadable } from './stated-service.js';

/**
 * What a service mounts. A volume that the project declares as a bind of a host path is such a bind.
 * @param volumes the project's own, by name
 */
export function storageOf(
  stated: StatedService,
  volumes: LocatedView,
): Pick<WorkloadFacts, 'mounts' | 'volumesFrom' | 'usesApiSocket'> {
  const listed = stated.list('mounts', stated.at('volumes'), (item) => {
    const mount = item.isMap ? longMount(stated, item) : shortMount(stated, item, readVolume);
    return mount === unreadable ? mount : declaredMount(stated, mount, volumes);
  });
  return {
    mounts: withTmpfs(stated, listed),
    volumesFrom: stated.texts('volumesFrom', stated.at('volumes_from')),
    usesApiSocket: stated.boolean('usesApiSocket', stated.at('use_api_socket')),
  };
}

function withTmpfs(stated: StatedService, listed: readonly Mount[] | null): Mount[] | null {
  const view = stated.at('tmpfs');
  if (!view.isThere) return listed === null ? null : [...listed];
  const mounts = [...(listed ?? [])];
  if (!stated.places.mounts) stated.note('mounts', view);
  const items = view.isList ? view.items : [];
  for (const item of items) {
    const mount = shortMount(stated, item, readTmpfs);
    if (mount === unreadable) {
      stated.unresolved.add('mounts');
      continue;
    }
    stated.note(`mounts.${mounts.length}`, item);
    mounts.push(mount);
  }
  if (!view.isList) stated.unresolved.add('mounts');
  return mounts.length === 0 && stated.unresolved.has('mounts') ? null : mounts;
}

function shortMount(
  stated: StatedService,
  item: LocatedView,
  read: (text: string, open: ReturnType<StatedService['open']>) => ReadMount,
): Mount | typeof unreadable {
  if (item.text === null) return unreadable;
  const { mount, problem } = read(item.text, stated.open(item));
  if (problem) stated.problem(item, `a volume cannot be read: ${problem.en}`);
  return mount ?? unreadable;
}

const types: ReadonlySet<string> = new Set(['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster']);

function longMount(stated: StatedService, item: LocatedView): Mount | typeof unreadable {
  const type = item.at('type').text ?? '';
  const target = item.at('target').text;
  if (target === null) return unreadable;
  const isReadOnly = item.at('read_only');
  if (isReadOnly.isThere && isReadOnly.boolean === null && !stated.isOpen(isReadOnly)) return unreadable;
  const source = item.at('source').text;
  const isUnresolved = stated.isOpen(item.at('source')) || stated.isOpen(item.at('target'));
  const flags = isReadOnly.boolean === true ? ['ro'] : [];
  if (type === 'tmpfs') return { ...tmpfsMount(target, [...flags, ...tmpfsOptions(item)]), isUnresolved };
  const cleaned = source === null || isUnresolved ? source : cleanHostPath(source);
  return {
    ...tmpfsMount(target, []),
    type: types.has(type) ? (type as Mount['type']) : 'other',
    source: cleaned === null ? null : redactText(cleaned) || null,
    isReadOnly: isReadOnly.boolean === true,
    options: [],
    propagation: propagationOf(item.at('bind', 'propagation').text ?? undefined),
    sizeBytes: null,
    medium: null,
    isUnresolved,
  };
}

function tmpfsOptions(item: LocatedView): string[] {
  const [size, mode] = [item.at('tmpfs', 'size').text, item.at('tmpfs', 'mode').number];
  const bytes = size === null ? null : dockerBytes(size);
  return [
    ...(bytes === null ? [] : [`size=${bytes}`]),
    ...(mode === null ? [] : [`mode=${mode.toString(8)}`]),
  ];
}

/** The local driver mounts what its options name (https://docs.docker.com/reference/cli/docker/volume/create/). */
function declaredMount(stated: StatedService, mount: Mount, volumes: LocatedView): Mount {
  if (mount.type !== 'volume' || mount.source === null || mount.isUnresolved) return mount;
  const declared = volumes.at(mount.source);
  const options = declared.at('driver_opts');
  const device = options.at('device');
  const driver = declared.at('driver').text;
  if (!options.isMap || (driver !== null && driver !== 'local')) return mount;
  const written = (options.at('o').text ?? '').split(',').filter((option) => option !== '');
  const isUnresolved = stated.isOpen(options);
  const isBind = written.some((option) => option === 'bind' || option === 'rbind');
  const isReadOnly = mount.isReadOnly || written.includes('ro');
  const kind = options.at('type').text;
  if (isUnresolved || isBind) {
    const source =
      device.text === null ? null : redactText(isUnresolved ? device.text : cleanHostPath(device.text));
    return { ...mount, type: 'bind', source, isReadOnly, isUnresolved };
  }
  if (kind === 'tmpfs')
    return {
      ...tmpfsMount(
        mount.target,
        written.filter((option) => option !== 'bind'),
      ),
      isReadOnly,
    };
  return kind !== null && /^nfs/.test(kind)
    ? { ...mount, type: 'nfs', isReadOnly }
    : { ...mount, isReadOnly };
}

export function devicesOf(
  stated: StatedService,
): Pick<WorkloadFacts, 'devices' | 'deviceCgroupRules' | 'hasGpus'> {
  return {
    devices: stated.list('devices', stated.at('devices'), (item) => readDevice(stated, item)),
    deviceCgroupRules: stated.texts('deviceCgroupRules', stated.at('device_cgroup_rules')),
    hasGpus: gpusOf(stated),
  };
}

function readDevice(
  stated: StatedService,
  item: LocatedView,
): NonNullable<WorkloadFacts['devices']>[number] | typeof unreadable {
  if (item.isMap) {
    const source = item.at('source').text;
    if (source === null) return unreadable;
    const permissions = item.at('permissions').text ?? 'rwm';
    return { hostPath: redactText(source), permissions, isUnresolved: stated.isOpen(item) };
  }
  if (item.text === null) return unreadable;
  const [host, ...rest] = pieces(item.text, ':', stated.open(item));
  const permissions = rest.map(({ text }) => text).find((text) => /^[rwm]{1,3}$/.test(text)) ?? 'rwm';
  return { hostPath: redactText(host!.text), permissions, isUnresolved: host!.isUnresolved };
}

/** `gpus`, or devices of `deploy` that can do what a gpu can. */
function gpusOf(stated: StatedService): boolean | null {
  const gpus = stated.at('gpus');
  if (gpus.isThere) {
    stated.note('hasGpus', gpus);
    if (stated.isOpen(gpus)) stated.unresolved.add('hasGpus');
    else return gpus.isList ? gpus.items.length > 0 : true;
    return null;
  }
  const reserved = stated.at('deploy', 'resources', 'reservations', 'devices');
  if (!reserved.isThere) return null;
  stated.note('hasGpus', reserved);
  return reserved.items.some((item) =>
    item.at('capabilities').texts.some((name) => /gpu|nvidia/i.test(name)),
  );
}
