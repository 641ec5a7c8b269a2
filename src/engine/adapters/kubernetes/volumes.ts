import type { Mount, WorkloadSecret } from '../../model/workload-facts.js';
import { cleanHostPath } from '../host-path.js';
import { holdsVariable } from '../image-name.js';
import type { LocatedView } from '../located-view.js';
import { kubernetesQuantity } from '../quantities.js';

const types: Readonly<Record<string, Mount['type']>> = {
  hostPath: 'hostPath',
  emptyDir: 'emptyDir',
  configMap: 'configMap',
  secret: 'secret',
  projected: 'projected',
  downwardAPI: 'downwardAPI',
  persistentVolumeClaim: 'pvc',
  csi: 'csi',
  ephemeral: 'ephemeral',
  image: 'image',
  nfs: 'nfs',
};

const hostTypes: Readonly<Record<string, Mount['hostType']>> = {
  File: 'file',
  FileOrCreate: 'file',
  Directory: 'dir',
  DirectoryOrCreate: 'dir',
  Socket: 'socket',
  CharDevice: 'device',
  BlockDevice: 'device',
};

const propagations: Readonly<Record<string, Mount['propagation']>> = {
  None: 'rprivate',
  HostToContainer: 'rslave',
  Bidirectional: 'rshared',
};

/** The type of a volume: the key beside its name. Kubernetes makes one of none an emptyDir. */
export function volumeType(volume: LocatedView): string {
  return (
    volume.entries.find(([key, value]) => key !== 'name' && value.value !== undefined)?.[0] ?? 'emptyDir'
  );
}

/** A mount of a container, with the volume of the pod that it names. */
export function mountOf(mount: LocatedView, volumes: readonly LocatedView[]): Mount {
  const name = mount.at('name').text ?? '';
  const volume = volumes.find((entry) => entry.at('name').text === name);
  const key = volume ? volumeType(volume) : 'other';
  const type = types[key] ?? 'other';
  const hostPath = volume?.at('hostPath', 'path').text ?? '';
  const emptyDir = volume?.at('emptyDir');
  const medium = emptyDir?.at('medium').text;
  return {
    type,
    source: type === 'hostPath' ? cleanHostPath(hostPath) : name,
    target: mount.at('mountPath').text ?? '',
    isReadOnly: mount.at('readOnly').boolean ?? false,
    options: [],
    propagation: propagations[mount.at('mountPropagation').text ?? ''] ?? null,
    sizeBytes: emptyDir ? bytesOf(emptyDir.at('sizeLimit')) : null,
    medium: type === 'emptyDir' ? (medium === 'Memory' ? 'memory' : 'disk') : null,
    hostType: hostTypes[volume?.at('hostPath', 'type').text ?? ''] ?? 'unknown',
    isUnresolved: type === 'hostPath' && holdsVariable(hostPath),
  };
}

function bytesOf(limit: LocatedView): number | null {
  return limit.text === null ? null : kubernetesQuantity(limit.text);
}

/** Modes are written as numbers, octal or decimal: the YAML reader has made one number of both. */
function octal(mode: number | null): string | null {
  return mode === null ? null : `0${mode.toString(8).padStart(3, '0')}`;
}

/** The secrets that a container's mounts bring. */
export function secretsOf(mounts: readonly LocatedView[], volumes: readonly LocatedView[]): WorkloadSecret[] {
  return mounts.flatMap((mount) => {
    const volume = volumes.find((entry) => entry.at('name').text === mount.at('name').text);
    return volume ? secretsOfVolume(volume, mount.at('mountPath').text) : [];
  });
}

function secretsOfVolume(volume: LocatedView, target: string | null): WorkloadSecret[] {
  const [own, projected, csi] = [volume.at('secret'), volume.at('projected'), volume.at('csi')];
  const secret = (name: string | null, mode: LocatedView): WorkloadSecret => ({
    ...{ name: name ?? '', provider: 'kubernetes', target, mode: octal(mode.number) },
    ...{ uid: null, isExternal: false, isWritable: false },
  });
  const found = own.isThere ? [secret(own.at('secretName').text, own.at('defaultMode'))] : [];
  for (const source of projected.at('sources').items) {
    const view = source.at('secret');
    if (view.isThere) found.push(secret(view.at('name').text, projected.at('defaultMode')));
  }
  if (csi.at('driver').text?.startsWith('secrets-store.')) {
    const name = volume.at('name').text;
    found.push({ ...secret(name, csi.at('defaultMode')), provider: 'external-store', isExternal: true });
  }
  return found;
}
