import type { PublishedPort, WorkloadFacts } from '../../model/workload-facts.js';
import { isObject, listOf, type DocumentObject } from '../../text/documents.js';
import { blankWorkload } from '../blank-workload.js';
import { capabilityName } from '../capabilities.js';
import { Inspected, numberOrNull, objectAt, textOrNull, textsOf } from '../container/inspected.js';
import { recordAt } from '../container/inspected-workload.js';
import { keyAndValue } from '../docker-options/pieces.js';
import { protocolOf } from '../docker-options/port-options.js';
import { readUser } from '../docker-options/user-option.js';
import { readImageName } from '../image-name.js';
import { redactedArguments } from '../run-command/argv-secrets.js';
import { workloadVariable } from '../variables.js';
import { mountsOf, secretsOf, spec } from './service-files.js';
import { privilegesOf } from './service-privileges.js';

const template = '/Spec/TaskTemplate';

/** The container that a service of a swarm runs. What services cannot ask for (privileges, host namespaces) is absent. */
export function workloadOfService(service: DocumentObject, pointer: string, document: number): WorkloadFacts {
  const inspected = new Inspected(pointer, document);
  const task = objectAt(objectAt(service, 'Spec'), 'TaskTemplate');
  const container = objectAt(task, 'ContainerSpec');
  const blank = blankWorkload(originOf(service));
  const optional = (path: string, name: string) => inspected.optional(path, container, spec, name);
  const readOnly = optional('rootfsReadOnly', 'ReadOnly');
  return {
    ...blank,
    image: imageOf(container, inspected),
    user: userOf(container, blank.user, inspected),
    usernsMode: 'engine-default',
    privileged: false,
    capabilities: {
      ...blank.capabilities,
      add: textsOf(optional('capabilities.add', 'CapabilityAdd')).map(capabilityName),
      drop: textsOf(optional('capabilities.drop', 'CapabilityDrop')).map(capabilityName),
    },
    ...privilegesOf(container, inspected, `${spec}/Privileges`),
    rootfsReadOnly: readOnly === undefined ? null : readOnly === true,
    mounts: mountsOf(container, inspected),
    ...absent,
    network: networkOf(task, service),
    namespaces: { pid: 'private', ipc: null, uts: 'private', cgroup: null, isProcessShared: false },
    ports: portsOf(service, inspected),
    resources: resourcesOf(task, container, inspected),
    sysctls: recordAt(optional('sysctls', 'Sysctls')) ?? {},
    environment: environmentOf(container, inspected),
    secrets: secretsOf(container, inspected),
    ...commandOf(container, inspected),
    healthcheck: { state: healthOf(container, inspected) },
    restart: restartOf(task, inspected),
    logging: loggingOf(task, inspected),
    labels: recordAt(container?.Labels) ?? {},
    places: inspected.places,
    unresolved: inspected.unresolved.sort(),
  };
}

const absent = {
  volumesFrom: [],
  usesApiSocket: false,
  devices: [],
  deviceCgroupRules: [],
  isEveryPortPublished: false,
  links: [],
  isRemovedAtExit: false,
} as const;

function originOf(service: DocumentObject): WorkloadFacts['origin'] {
  const platforms = listOf(
    objectAt(objectAt(objectAt(service, 'Spec'), 'TaskTemplate'), 'Placement')?.Platforms,
  );
  const isWindows =
    platforms.length > 0 && platforms.every((entry) => isObject(entry) && entry.OS === 'windows');
  return {
    input: 'swarm-service',
    name: textOrNull(objectAt(service, 'Spec')?.Name)?.slice(0, 256) ?? '',
    kind: null,
    namespace: null,
    role: 'app',
    os: isWindows ? 'windows' : 'linux',
    pod: null,
  };
}

function userOf(
  container: DocumentObject | null,
  blank: WorkloadFacts['user'],
  inspected: Inspected,
): WorkloadFacts['user'] {
  const stated = readUser(textOrNull(inspected.optional('user', container, spec, 'User')) ?? '');
  return { ...blank, ...stated, supplementaryGroups: container ? textsOf(container.Groups) : null };
}

function imageOf(container: DocumentObject | null, inspected: Inspected): WorkloadFacts['image'] {
  const name = textOrNull(container?.Image);
  if (name === null) return null;
  inspected.place('image', `${spec}/Image`);
  return { ...readImageName(name), resolvedId: null, isBuiltLocally: null, pullPolicy: null };
}

/** A service without networks of its own is on `ingress` (when it publishes) and the default bridge of its node. */
function networkOf(task: DocumentObject | null, service: DocumentObject): WorkloadFacts['network'] {
  const listed = listOf(task?.Networks ?? objectAt(service, 'Spec')?.Networks);
  const names = listed.flatMap((entry) => (isObject(entry) ? (textOrNull(entry.Target) ?? []) : []));
  if (names.includes('host') || names.includes('none'))
    return { mode: names.includes('host') ? 'host' : 'none', names: [], sharedWith: null, staticIp: null };
  return {
    mode: names.length > 0 ? 'user-defined' : 'default-bridge',
    names,
    sharedWith: null,
    staticIp: null,
  };
}

function portsOf(service: DocumentObject, inspected: Inspected): PublishedPort[] {
  const endpoint = objectAt(objectAt(service, 'Spec'), 'EndpointSpec');
  const listed = listOf(endpoint?.Ports).filter(isObject);
  if (listed.length > 0) inspected.place('ports', '/Spec/EndpointSpec/Ports');
  return listed.map((entry, index) => {
    inspected.place(`ports.${index}`, `/Spec/EndpointSpec/Ports/${index}`);
    const published = numberOrNull(entry.PublishedPort);
    return {
      hostIp: null,
      hostPort: published === 0 ? null : published,
      hostPortEnd: null,
      containerPort: numberOrNull(entry.TargetPort),
      containerPortEnd: null,
      protocol: protocolOf(textOrNull(entry.Protocol) ?? 'tcp') ?? 'tcp',
      mode: entry.PublishMode === 'host' ? 'host' : 'ingress',
    };
  });
}

function resourcesOf(
  task: DocumentObject | null,
  container: DocumentObject | null,
  inspected: Inspected,
): WorkloadFacts['resources'] {
  const resources = objectAt(task, 'Resources');
  const [limits, reservations] = [objectAt(resources, 'Limits'), objectAt(resources, 'Reservations')];
  const limit = (path: string, name: string) => {
    if (limits && Object.hasOwn(limits, name))
      inspected.place(`resources.${path}`, `${template}/Resources/Limits/${name}`);
    return numberOrNull(limits?.[name]) ?? 0;
  };
  return {
    ...blankWorkload(originOf({})).resources,
    memoryBytes: limit('memoryBytes', 'MemoryBytes'),
    memoryRequestBytes: numberOrNull(reservations?.MemoryBytes),
    cpuLimitMillis: Math.round(limit('cpuLimitMillis', 'NanoCPUs') / 1_000_000),
    cpuRequestMillis: millisOf(numberOrNull(reservations?.NanoCPUs)),
    pidsLimit: limit('pidsLimit', 'Pids'),
    ulimits: listOf(container?.Ulimits).flatMap((entry) =>
      isObject(entry) && typeof entry.Name === 'string'
        ? [{ name: entry.Name, soft: numberOrNull(entry.Soft) ?? -1, hard: numberOrNull(entry.Hard) ?? -1 }]
        : [],
    ),
  };
}

function millisOf(nano: number | null): number | null {
  return nano === null ? null : Math.round(nano / 1_000_000);
}

function environmentOf(container: DocumentObject | null, inspected: Inspected): WorkloadFacts['environment'] {
  const listed = inspected.optional('environment', container, spec, 'Env');
  if (listed === undefined) return null;
  return textsOf(listed).map((entry, index) => {
    inspected.place(`environment.${index}`, `${spec}/Env/${index}`);
    const { key, value } = keyAndValue(entry);
    return workloadVariable(key, value);
  });
}

/** A service's command takes the place of the image's entrypoint; its arguments that of the command. */
function commandOf(
  container: DocumentObject | null,
  inspected: Inspected,
): Pick<WorkloadFacts, 'command' | 'entrypoint'> {
  const words = (fact: string, name: string) => {
    if (!Array.isArray(container?.[name])) return null;
    inspected.place(fact, `${spec}/${name}`);
    return redactedArguments(textsOf(container[name]));
  };
  return { command: words('command', 'Args'), entrypoint: words('entrypoint', 'Command') };
}

function healthOf(
  container: DocumentObject | null,
  inspected: Inspected,
): WorkloadFacts['healthcheck']['state'] {
  const health = objectAt(container, 'Healthcheck');
  if (!health) return null;
  inspected.place('healthcheck.state', `${spec}/Healthcheck`);
  const [first] = textsOf(health.Test);
  return first === undefined ? null : first === 'NONE' ? 'disabled' : 'defined';
}

function restartOf(task: DocumentObject | null, inspected: Inspected): WorkloadFacts['restart'] {
  const restart = objectAt(task, 'RestartPolicy');
  if (restart) inspected.place('restart.policy', `${template}/RestartPolicy`);
  const maxRetries = numberOrNull(restart?.MaxAttempts) ?? 0;
  const condition = restart?.Condition;
  if (condition === 'none') return { policy: 'no', maxRetries: 0 };
  return { policy: condition === 'on-failure' ? 'on-failure' : 'always', maxRetries };
}

function loggingOf(task: DocumentObject | null, inspected: Inspected): WorkloadFacts['logging'] {
  const driver = objectAt(task, 'LogDriver');
  if (driver) inspected.place('logging.driver', `${template}/LogDriver`);
  return { driver: textOrNull(driver?.Name), options: recordAt(driver?.Options) ?? {} };
}
