import type { KubernetesPod } from '../../model/kubernetes-facts.js';
import type { LocatedView } from '../located-view.js';
import { containersOf } from './container.js';
import type { FoundObject, FoundPod } from './find-pods.js';
import {
  annotatedApparmor,
  annotatedContainers,
  apparmorAnnotation,
  profileMode,
  selinuxOptions,
} from './security-context.js';
import { volumeType } from './volumes.js';

/** What a pod states beside its containers. */
export function podFacts(
  { object, spec, metadata }: FoundPod,
  objects: readonly FoundObject[],
): KubernetesPod {
  const serviceAccount = spec.at('serviceAccountName').text ?? spec.at('serviceAccount').text;
  const security = spec.at('securityContext');
  return {
    object,
    labels: metadata.at('labels').textMap,
    serviceAccount,
    automountToken:
      spec.at('automountServiceAccountToken').boolean ??
      ofServiceAccount(objects, objects[object]?.namespace ?? null, serviceAccount ?? 'default'),
    hostUsers: spec.at('hostUsers').boolean,
    hasHostAliases: spec.at('hostAliases').items.length > 0,
    os: spec.at('os', 'name').text === 'windows' ? 'windows' : 'linux',
    windowsHostProcess: hostProcesses(spec),
    volumes: spec
      .at('volumes')
      .items.filter((volume) => volume.isMap)
      .map((volume) => ({
        name: volume.at('name').text ?? '',
        type: volumeType(volume),
        path: volume.at('hostPath', 'path').text,
        place: volume.place,
      })),
    strayApparmor: strayApparmor(spec, metadata.at('annotations')),
    probeHosts: containersOf(spec).flatMap(({ container }) => probeHosts(container)),
    security: {
      runAsUser: security.at('runAsUser').number,
      runAsNonRoot: security.at('runAsNonRoot').boolean,
      seccomp: profileMode(security.at('seccompProfile')),
      apparmor: profileMode(security.at('appArmorProfile')),
      selinuxOptions: selinuxOptions(security.at('seLinuxOptions')),
      place: security.place,
    },
    place: spec.place,
  };
}

function ofServiceAccount(
  objects: readonly FoundObject[],
  namespace: string | null,
  name: string,
): boolean | null {
  const account = objects.find(
    (object) => object.kind === 'ServiceAccount' && object.name === name && object.namespace === namespace,
  );
  return account?.view.at('automountServiceAccountToken').boolean ?? null;
}

function strayApparmor(spec: LocatedView, annotations: LocatedView): KubernetesPod['strayApparmor'] {
  const names = new Set(containersOf(spec).map(({ container }) => container.at('name').text ?? ''));
  return annotatedContainers(annotations).flatMap((container) => {
    if (names.has(container) || annotatedApparmor(annotations, container) !== 'unconfined') return [];
    return { container, place: annotations.at(apparmorAnnotation(container)).place };
  });
}

function hostProcesses(spec: LocatedView): KubernetesPod['windowsHostProcess'] {
  const holders = [
    { container: null, context: spec.at('securityContext') },
    ...containersOf(spec).map(({ container }) => ({
      container: container.at('name').text ?? '',
      context: container.at('securityContext'),
    })),
  ];
  return holders.flatMap(({ container, context }) => {
    const view = context.at('windowsOptions', 'hostProcess');
    return view.boolean === true ? [{ container, place: view.place }] : [];
  });
}

const handlerKeys = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

function probeHosts(container: LocatedView): KubernetesPod['probeHosts'] {
  return handlerKeys.flatMap((keys) =>
    ['httpGet', 'tcpSocket'].flatMap((action) => {
      const host = container.at(...keys, action, 'host');
      const { text } = host;
      return text === null || text === ''
        ? []
        : [{ container: container.at('name').text ?? '', host: text, place: host.place }];
    }),
  );
}
