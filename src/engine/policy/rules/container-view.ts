import type { EnvironmentFact } from '../../model/image-config-facts.js';
import type {
  ImageReference,
  PublishedPort,
  WorkloadFacts,
  WorkloadVariable,
} from '../../model/workload-facts.js';
import type { Mount } from '../../model/mount.js';
import type { factTypes } from './fact-types.js';
import { listOf, mapOf, type FactList, type FactObject, type Value } from './value.js';

/** Every field of a fact, and no other. */
export type FieldsOf<Type extends keyof typeof factTypes> = Readonly<
  Record<keyof (typeof factTypes)[Type], Value | null | undefined>
>;

/** A container definition as rules see it. Null is what is not known, undefined what is known to be absent. */
export function containerView(workload: WorkloadFacts, name = 'container'): FactObject {
  const { origin, image, user } = workload;
  const fields = {
    name: origin.name,
    kind: origin.kind ?? undefined,
    namespace: origin.namespace ?? undefined,
    role: origin.role,
    os: origin.os,
    image: image && imageNameView(image, `${name}.image`),
    user: user.raw ?? (user.source === 'none' ? '' : null),
    uid: user.uid,
    gid: user.gid,
    run_as_non_root: user.runAsNonRoot ?? undefined,
    userns_mode: workload.usernsMode,
    ...isolationOf(workload),
    ...connectionsOf(workload, name),
    ...limitsOf(workload),
    seccomp: workload.seccomp.mode,
    apparmor: workload.apparmor.mode,
    env: environmentOf(workload, name),
    entrypoint: textsOf(workload.entrypoint),
    command: textsOf(workload.command),
    healthcheck: workload.healthcheck.state,
    restart_policy: workload.restart.policy,
    log_driver: workload.logging.driver ?? undefined,
    runtime: workload.runtime ?? undefined,
    labels: mapOf(workload.labels),
    annotations: mapOf(workload.annotations),
  } satisfies FieldsOf<'Container'>;
  return { kind: 'object', name, fields };
}

function isolationOf(workload: WorkloadFacts) {
  const { capabilities, namespaces, devices, mounts } = workload;
  return {
    privileged: workload.privileged,
    cap_add: textsOf(capabilities.add),
    cap_drop: textsOf(capabilities.drop),
    no_new_privileges: workload.noNewPrivileges,
    read_only: workload.rootfsReadOnly,
    mounts: mounts && listOf(mounts.map(mountView)),
    devices: textsOf(devices && devices.map(({ hostPath }) => hostPath)),
    pid_mode: namespaces.pid,
    ipc_mode: namespaces.ipc,
    uts_mode: namespaces.uts,
    sysctls: workload.sysctls && mapOf(workload.sysctls),
  };
}

function connectionsOf({ network, ports }: WorkloadFacts, name: string) {
  return {
    network_mode: network.mode,
    networks: textsOf(network.names),
    ports: ports && listOf(ports.map((port) => portView(port, `${name}.port`))),
  };
}

function limitsOf({ resources }: WorkloadFacts) {
  return {
    memory_bytes: resources.memoryBytes,
    memory_request_bytes: resources.memoryRequestBytes,
    cpu_millis: resources.cpuLimitMillis,
    cpu_request_millis: resources.cpuRequestMillis,
    pids_limit: resources.pidsLimit,
  };
}

/** Files of variables that were not read may hold more. */
function environmentOf({ environment, environmentFiles }: WorkloadFacts, name: string): FactList | null {
  if (!environment) return null;
  const variables = environment.map((variable) => variableView(variable, `${name}.env`));
  const gap = { en: 'further variables come from files', zh: '其他变量来自文件' };
  return listOf(variables, environmentFiles.some(({ isRead }) => !isRead) ? gap : null);
}

export function imageNameView(image: ImageReference, name: string): FactObject {
  const absent = image.isUnresolved ? null : undefined;
  const fields = {
    raw: image.raw,
    registry: image.registry,
    repository: image.repository,
    tag: image.tag ?? absent,
    digest: image.digest ?? absent,
  } satisfies FieldsOf<'ImageName'>;
  return { kind: 'object', name, fields };
}

export function variableView(
  variable: Pick<WorkloadVariable, 'name' | 'preview' | 'detections'> & {
    readonly valueClass: WorkloadVariable['valueClass'] | EnvironmentFact['valueClass'];
  },
  name: string,
): FactObject {
  const fields = {
    name: variable.name,
    value: variable.preview,
    form: variable.valueClass,
    secret: variable.detections.length > 0,
  } satisfies FieldsOf<'Variable'>;
  return { kind: 'object', name, fields };
}

function portView({ containerPort, hostPort, hostIp, protocol }: PublishedPort, name: string): FactObject {
  const fields = {
    port: containerPort,
    host_port: hostPort ?? undefined,
    host_ip: hostIp ?? undefined,
    protocol,
  } satisfies FieldsOf<'Port'>;
  return { kind: 'object', name, fields };
}

function mountView(mount: Mount): FactObject {
  const fields = {
    type: mount.type,
    source: mount.isUnresolved ? null : (mount.source ?? undefined),
    target: mount.target,
    read_only: mount.isReadOnly,
    options: textsOf(mount.options),
  } satisfies FieldsOf<'Mount'>;
  return { kind: 'object', name: 'mount', fields };
}

export function textsOf(texts: readonly string[] | null): FactList | null {
  return texts && listOf(texts);
}
