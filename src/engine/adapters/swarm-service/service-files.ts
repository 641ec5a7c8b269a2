import type { Mount, WorkloadSecret } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { isObject, listOf, type DocumentObject } from '../../text/documents.js';
import { numberOrNull, objectAt, textOrNull, type Inspected } from '../container/inspected.js';
import { propagationOf, tmpfsMount } from '../docker-options/mount-options.js';
import { cleanHostPath } from '../host-path.js';

/** Where a service's container is specified. */
export const spec = '/Spec/TaskTemplate/ContainerSpec';

export function mountsOf(container: DocumentObject | null, inspected: Inspected): Mount[] | null {
  const listed = inspected.optional('mounts', container, spec, 'Mounts');
  if (listed === undefined) return null;
  return listOf(listed).flatMap((entry, index) => {
    if (!isObject(entry)) return [];
    inspected.place(`mounts.${index}`, `${spec}/Mounts/${index}`);
    return [mountOf(entry)];
  });
}

function mountOf(entry: DocumentObject): Mount {
  const target = textOrNull(entry.Target) ?? '';
  const size = numberOrNull(objectAt(entry, 'TmpfsOptions')?.SizeBytes);
  const isReadOnly = entry.ReadOnly === true;
  if (entry.Type === 'tmpfs')
    return tmpfsMount(target, [...(isReadOnly ? ['ro'] : []), ...(size === null ? [] : [`size=${size}`])]);
  const source = textOrNull(entry.Source);
  const isKnown =
    entry.Type === 'bind' ||
    entry.Type === 'volume' ||
    entry.Type === 'npipe' ||
    entry.Type === 'cluster' ||
    entry.Type === 'image';
  return {
    ...tmpfsMount(target, []),
    type: isKnown ? (entry.Type as Mount['type']) : 'other',
    source: source === null ? null : redactText(cleanHostPath(source)),
    isReadOnly,
    options: [],
    propagation: propagationOf(textOrNull(objectAt(entry, 'BindOptions')?.Propagation) ?? undefined),
    sizeBytes: null,
    medium: null,
  };
}

export function secretsOf(container: DocumentObject | null, inspected: Inspected): WorkloadSecret[] | null {
  const listed = inspected.optional('secrets', container, spec, 'Secrets');
  if (listed === undefined) return null;
  return listOf(listed)
    .filter(isObject)
    .map((entry, index) => {
      inspected.place(`secrets.${index}`, `${spec}/Secrets/${index}`);
      const file = objectAt(entry, 'File');
      const mode = numberOrNull(file?.Mode);
      const name = textOrNull(file?.Name);
      return {
        name: textOrNull(entry.SecretName) ?? '',
        provider: 'swarm' as const,
        target: name === null ? null : name.startsWith('/') ? name : `/run/secrets/${name}`,
        mode: mode === null ? null : `0${mode.toString(8)}`,
        uid: textOrNull(file?.UID),
        isExternal: true,
        isWritable: false,
      };
    });
}
