import type { KubernetesPod } from '../../model/workload-document.js';
import type { WorkloadFacts } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { blankWorkload } from '../blank-workload.js';
import { readImageName } from '../image-name.js';
import type { LocatedView } from '../located-view.js';
import { Places } from '../places.js';
import type { FoundObject, FoundPod } from './find-pods.js';
import {
  apparmorFacts,
  capabilityList,
  escalation,
  procMasks,
  selinuxFacts,
  sysctlFacts,
  userFacts,
} from './container-security.js';
import { environmentFacts, mountFacts, portFacts, resourceFacts } from './container-resources.js';
import { profileMode } from './security-context.js';

export interface ContainerRole {
  readonly role: WorkloadFacts['origin']['role'];
  readonly container: LocatedView;
}

/** Containers of every list of a pod; an init container that restarts always is a sidecar. */
export function containersOf(spec: LocatedView): ContainerRole[] {
  const of = (list: string, role: ContainerRole['role']) =>
    spec
      .at(list)
      .items.filter((view) => view.isMap)
      .map((container) => ({ role, container }));
  const init = of('initContainers', 'init').map(({ container }): ContainerRole => {
    return { container, role: container.at('restartPolicy').text === 'Always' ? 'sidecar' : 'init' };
  });
  return [...init, ...of('containers', 'app'), ...of('ephemeralContainers', 'ephemeral')];
}

const pullPolicies = { Always: 'always', IfNotPresent: 'missing', Never: 'never' } as const;
const restartPolicies = { Always: 'always', OnFailure: 'on-failure', Never: 'no' } as const;

function mapped<T extends Record<string, string>>(values: T, text: string | null): T[keyof T] | null {
  return text !== null && Object.hasOwn(values, text) ? values[text as keyof T] : null;
}

/** What a container states, with what its pod states for it. */
export function containerFacts(
  pod: FoundPod,
  owner: FoundObject,
  { role, container }: ContainerRole,
  podIndex: number,
  os: KubernetesPod['os'],
): WorkloadFacts {
  const name = container.at('name').text ?? '';
  const owned = [owner.kind, owner.namespace, owner.name].filter((part) => part !== null && part !== '');
  const { kind, namespace } = owner;
  const id = `${owned.join('/')}[${name}]`;
  const blank = blankWorkload({ input: 'kubernetes', name: id, kind, namespace, role, os, pod: podIndex });
  const places = new Places();
  places.note('', container, null);
  return {
    ...blank,
    ...securityFacts(blank, pod, container, places),
    ...surroundingFacts(blank, pod, places),
    image: imageFacts(container, places),
    ...mountFacts(container, pod.spec, places),
    hasGpus: container.at('resources', 'limits').entries.some(([key]) => gpuResource.test(key)),
    ...portFacts(container, places),
    resources: { ...blank.resources, ...resourceFacts(container, pod.spec, places) },
    ...environmentFacts(container, places),
    command: redactedTexts(container.at('args')),
    entrypoint: redactedTexts(container.at('command')),
    healthcheck: { state: hasProbe(container) ? 'defined' : 'absent' },
    places: places.all,
  };
}

const gpuResource = /(?:^|\/)gpu$|nvidia\.com\/mig/;

function hasProbe(container: LocatedView): boolean {
  return ['livenessProbe', 'readinessProbe'].some((probe) => container.at(probe).isThere);
}

function securityFacts(
  { capabilities }: WorkloadFacts,
  { spec, metadata }: FoundPod,
  container: LocatedView,
  places: Places,
): Partial<WorkloadFacts> {
  const own = container.at('securityContext');
  const ofPod = spec.at('securityContext');
  const profiles = [own.at('seccompProfile'), ofPod.at('seccompProfile')];
  const flag = (fact: string, key: string) => places.note(fact, own.at(key), own.at(key).boolean);
  return {
    user: userFacts(own, ofPod, places),
    privileged: flag('privileged', 'privileged'),
    capabilities: {
      ...capabilities,
      add: capabilityList('capabilities.add', own.at('capabilities', 'add'), places),
      drop: capabilityList('capabilities.drop', own.at('capabilities', 'drop'), places),
    },
    noNewPrivileges: escalation(own, places),
    rootfsReadOnly: flag('rootfsReadOnly', 'readOnlyRootFilesystem'),
    seccomp: {
      mode: places.first('seccomp.mode', profiles, profileMode),
      profile:
        profiles.map((profile) => profile.at('localhostProfile').text).find((text) => text !== null) ?? null,
    },
    apparmor: apparmorFacts(own, ofPod, metadata.at('annotations'), container.at('name').text ?? '', places),
    selinux: selinuxFacts(own, ofPod, places),
    procMasks: procMasks(own.at('procMount'), places),
    sysctls: sysctlFacts(ofPod.at('sysctls'), places),
  };
}

/** What containers share with their pod. */
function surroundingFacts(
  { network }: WorkloadFacts,
  { spec, metadata }: FoundPod,
  places: Places,
): Partial<WorkloadFacts> {
  const hostUsers = spec.at('hostUsers');
  const hostNetwork = spec.at('hostNetwork');
  const isHostNetwork = places.note('network.mode', hostNetwork, hostNetwork.boolean === true);
  return {
    usernsMode: places.note('usernsMode', hostUsers, hostUsers.boolean === false ? 'private' : 'host'),
    network: { ...network, mode: isHostNetwork ? 'host' : 'pod' },
    namespaces: namespaceFacts(spec, isHostNetwork, places),
    restart: { policy: mapped(restartPolicies, spec.at('restartPolicy').text), maxRetries: null },
    runtime: spec.at('runtimeClassName').text,
    labels: redactedMap(metadata.at('labels')),
    annotations: redactedMap(metadata.at('annotations')),
  };
}

function imageFacts(container: LocatedView, places: Places): WorkloadFacts['image'] {
  const image = container.at('image');
  if (image.text === null) return null;
  places.note('image', image, null);
  const policy = container.at('imagePullPolicy');
  return {
    ...readImageName(image.text),
    resolvedId: null,
    isBuiltLocally: false,
    pullPolicy: places.note('image.pullPolicy', policy, mapped(pullPolicies, policy.text)),
  };
}

function namespaceFacts(
  spec: LocatedView,
  isHostNetwork: boolean,
  places: Places,
): WorkloadFacts['namespaces'] {
  const shared = (fact: string, key: string) => {
    const value = places.note(fact, spec.at(key), spec.at(key).boolean);
    return value === true ? ('host' as const) : ('private' as const);
  };
  if (isHostNetwork) places.note('namespaces.uts', spec.at('hostNetwork'), null);
  return {
    pid: shared('namespaces.pid', 'hostPID'),
    ipc: shared('namespaces.ipc', 'hostIPC'),
    uts: isHostNetwork ? 'host' : 'private',
    cgroup: null,
    isProcessShared: spec.at('shareProcessNamespace').boolean ?? false,
  };
}

function redactedTexts(list: LocatedView): string[] | null {
  return list.isList ? list.texts.map(redactText) : null;
}

function redactedMap(map: LocatedView): Record<string, string> {
  return Object.fromEntries(Object.entries(map.textMap).map(([key, value]) => [key, redactText(value)]));
}
