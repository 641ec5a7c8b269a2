import type { Mount } from '../../model/workload-facts.js';
import { listOf, isObject, type DocumentObject } from '../../text/documents.js';
import { propagationOf, tmpfsMount } from '../docker-options/mount-options.js';
import { cleanHostPath } from '../host-path.js';
import { redactText } from '../../secrets/redaction.js';
import { numberOrNull, objectAt, textRecord, textsOf, type Inspected } from './inspected.js';

/** Docker names anonymous volumes by 64 hexadecimal digits. */
const anonymous = /^[0-9a-f]{64}$/;
const types: readonly string[] = ['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster'];

/** What is mounted into a container: `Mounts`, with the options of `HostConfig.Binds`, and `HostConfig.Tmpfs`. */
export function mountsOf(
  container: DocumentObject,
  host: DocumentObject | null,
  inspected: Inspected,
): readonly Mount[] | null {
  const listed = inspected.value('mounts', container, '', 'Mounts');
  if (listed === undefined || !host) return null;
  const modes = modesOf(host);
  const mounts: Mount[] = [];
  listOf(listed).forEach((entry, index) => {
    if (!isObject(entry)) return;
    inspected.place(`mounts.${mounts.length}`, `/Mounts/${index}`);
    mounts.push(entry.Type === 'tmpfs' ? tmpfsOf(entry, host) : mountOf(entry, modes));
  });
  for (const [target, options] of Object.entries(textRecord(host.Tmpfs))) {
    if (mounts.some((mount) => mount.type === 'tmpfs' && mount.target === target)) continue;
    inspected.place(
      `mounts.${mounts.length}`,
      `/HostConfig/Tmpfs/${target.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    );
    mounts.push(tmpfsMount(target, options.split(',')));
  }
  return mounts;
}

/** Target → options as they were given: engines add `z` to those of volumes. */
function modesOf(host: DocumentObject): ReadonlyMap<string, string> {
  return new Map(
    textsOf(host.Binds).map((bind): [string, string] => {
      const parts = bind.split(':');
      return [parts[1] ?? '', parts[2] ?? ''];
    }),
  );
}

function mountOf(entry: DocumentObject, modes: ReadonlyMap<string, string>): Mount {
  const text = (name: string) => (typeof entry[name] === 'string' ? entry[name] : '');
  const type = types.includes(text('Type')) ? (text('Type') as Mount['type']) : 'other';
  const target = text('Destination');
  const source = type === 'volume' ? text('Name') : cleanHostPath(text('Source'));
  const written = modes.get(target) ?? (type === 'bind' ? text('Mode') : '');
  return {
    type,
    source: source === '' || anonymous.test(source) ? null : redactText(source),
    target: redactText(target),
    isReadOnly: entry.RW === false,
    options: written
      .split(',')
      .filter((option) => option !== '' && !/^(?:ro|rw)$/.test(option) && propagationOf(option) === null),
    propagation: propagationOf(text('Propagation')),
    sizeBytes: null,
    medium: null,
    hostType: 'unknown',
    isUnresolved: false,
  };
}

/** A tmpfs of `--mount`, whose options stand in `HostConfig.Mounts`. */
function tmpfsOf(entry: DocumentObject, host: DocumentObject): Mount {
  const target = typeof entry.Destination === 'string' ? entry.Destination : '';
  const asked = listOf(host.Mounts).find((mount) => isObject(mount) && mount.Target === target);
  const options = objectAt(isObject(asked) ? asked : null, 'TmpfsOptions');
  const ofFlag = textRecord(host.Tmpfs)[target];
  const [size, mode] = [numberOrNull(options?.SizeBytes), numberOrNull(options?.Mode)];
  return tmpfsMount(target, [
    ...(entry.RW === false ? ['ro'] : []),
    ...(size ? [`size=${size}`] : []),
    ...(mode ? [`mode=${mode.toString(8)}`] : []),
    ...(ofFlag?.split(',') ?? []),
  ]);
}
