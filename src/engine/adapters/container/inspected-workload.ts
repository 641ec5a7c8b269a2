import type { WorkloadFacts } from '../../model/workload-facts.js';
import { isObject, listOf, type DocumentObject } from '../../text/documents.js';
import { redactText } from '../../secrets/redaction.js';
import { blankWorkload } from '../blank-workload.js';
import { capabilityName } from '../capabilities.js';
import { keyAndValue } from '../docker-options/pieces.js';
import { readUser } from '../docker-options/user-option.js';
import { readImageName } from '../image-name.js';
import { redactedArguments, safeValue } from '../run-command/argv-secrets.js';
import { usernsMode } from '../run-command/run-network.js';
import { workloadVariable } from '../variables.js';
import { Inspected, objectAt, textOrNull, textRecord, textsOf } from './inspected.js';
import { mountsOf } from './inspected-mounts.js';
import { namespacesOf, networkOf, portsOf } from './inspected-network.js';
import { resourcesOf } from './inspected-resources.js';
import { securityOf } from './inspected-security.js';

/** What an engine states of a container in `docker inspect`; `pointer` leads to it in the document of that index. */
export function workloadOfInspect(
  container: DocumentObject,
  pointer: string,
  document: number,
): WorkloadFacts {
  const inspected = new Inspected(pointer, document);
  const [config, host] = [objectAt(container, 'Config'), objectAt(container, 'HostConfig')];
  const inHost = (path: string, name: string) => inspected.texts(path, host, '/HostConfig', name);
  const boolean = (path: string, name: string) => inspected.boolean(path, host, '/HostConfig', name);
  const userns = inspected.text('usernsMode', host, '/HostConfig', 'UsernsMode');
  return {
    ...blankWorkload(originOf(container)),
    image: imageOf(container, config, inspected),
    user: userOf(config, host, inspected),
    usernsMode: userns === null ? null : (usernsMode(userns) ?? 'engine-default'),
    privileged: boolean('privileged', 'Privileged'),
    capabilities: capabilitiesOf(host, inspected),
    ...securityOf(container, host, inspected),
    rootfsReadOnly: boolean('rootfsReadOnly', 'ReadonlyRootfs'),
    mounts: mountsOf(container, host, inspected),
    volumesFrom: inHost('volumesFrom', 'VolumesFrom'),
    usesApiSocket: false,
    ...devicesOf(host, inspected),
    network: networkOf(container, host, inspected),
    namespaces: namespacesOf(host, inspected),
    ...portsOf(config, host, inspected),
    resources: resourcesOf(host, inspected),
    cgroupParent: inspected.text('cgroupParent', host, '/HostConfig', 'CgroupParent'),
    sysctls: recordAt(inspected.optional('sysctls', host, '/HostConfig', 'Sysctls')),
    ...processOf(config, inspected),
    ...lifecycleOf(config, host, inspected),
    labels: recordAt(config?.Labels) ?? {},
    annotations: recordAt(host?.Annotations) ?? {},
    places: inspected.places,
    unresolved: inspected.unresolved.sort(),
  };
}

function capabilitiesOf(host: DocumentObject | null, inspected: Inspected): WorkloadFacts['capabilities'] {
  const names = (fact: string, name: string) =>
    inspected.texts(fact, host, '/HostConfig', name)?.map(capabilityName) ?? null;
  return {
    add: names('capabilities.add', 'CapAdd'),
    drop: names('capabilities.drop', 'CapDrop'),
    effectiveBounding: null,
    processEffective: null,
  };
}

function originOf(container: DocumentObject): WorkloadFacts['origin'] {
  const platform = container.Platform ?? container.OSType;
  return {
    input: 'container',
    name: (textOrNull(container.Name) ?? textOrNull(container.Id)?.slice(0, 12) ?? '')
      .replace(/^\//, '')
      .slice(0, 256),
    kind: null,
    namespace: null,
    role: 'app',
    os: platform === 'windows' ? 'windows' : 'linux',
    pod: null,
  };
}

function imageOf(
  container: DocumentObject,
  config: DocumentObject | null,
  inspected: Inspected,
): WorkloadFacts['image'] {
  const name = textOrNull(config?.Image) ?? textOrNull(container.ImageName);
  if (name === null) return null;
  inspected.place('image', '/Config/Image');
  return {
    ...readImageName(name),
    resolvedId: textOrNull(container.Image),
    isBuiltLocally: null,
    pullPolicy: null,
  };
}

/** The engine has laid the image's user under what was asked for: an empty one is root. */
function userOf(
  config: DocumentObject | null,
  host: DocumentObject | null,
  inspected: Inspected,
): WorkloadFacts['user'] {
  const { user } = blankWorkload(originOf({}));
  const supplementaryGroups = inspected.texts('user.supplementaryGroups', host, '/HostConfig', 'GroupAdd');
  const text = inspected.text('user', config, '/Config', 'User');
  if (text === null) return { ...user, supplementaryGroups };
  const stated = readUser(text) ?? { raw: null, uid: 0, gid: 0, source: 'none' as const };
  return { ...user, ...stated, supplementaryGroups };
}

function devicesOf(
  host: DocumentObject | null,
  inspected: Inspected,
): Pick<WorkloadFacts, 'devices' | 'deviceCgroupRules' | 'hasGpus'> {
  const devices = inspected.value('devices', host, '/HostConfig', 'Devices');
  const requests = inspected.optional('hasGpus', host, '/HostConfig', 'DeviceRequests');
  const asked = listOf(requests).filter(isObject);
  const ofInterface = asked
    .filter(({ Driver }) => Driver === 'cdi')
    .flatMap(({ DeviceIDs }) => textsOf(DeviceIDs));
  const own = listOf(devices).flatMap((entry) => {
    if (!isObject(entry) || typeof entry.PathOnHost !== 'string') return [];
    return [
      {
        hostPath: entry.PathOnHost,
        permissions: textOrNull(entry.CgroupPermissions) ?? 'rwm',
        isUnresolved: false,
      },
    ];
  });
  own.forEach((_, index) => inspected.place(`devices.${index}`, `/HostConfig/Devices/${index}`));
  return {
    devices:
      devices === undefined
        ? null
        : [...own, ...ofInterface.map((hostPath) => ({ hostPath, permissions: 'rwm', isUnresolved: false }))],
    deviceCgroupRules: inspected.texts('deviceCgroupRules', host, '/HostConfig', 'DeviceCgroupRules'),
    hasGpus:
      requests === undefined
        ? null
        : asked.some(
            ({ Driver, Capabilities }) =>
              Driver === 'nvidia' || listOf(Capabilities).some((all) => textsOf(all).includes('gpu')),
          ),
  };
}

function processOf(
  config: DocumentObject | null,
  inspected: Inspected,
): Pick<WorkloadFacts, 'environment' | 'command' | 'entrypoint'> {
  const environment = inspected.value('environment', config, '/Config', 'Env');
  const words = (value: unknown) =>
    Array.isArray(value)
      ? redactedArguments(textsOf(value))
      : typeof value === 'string'
        ? [redactText(value)]
        : null;
  const variables = textsOf(environment).map((entry, index) => {
    inspected.place(`environment.${index}`, `/Config/Env/${index}`);
    const { key, value } = keyAndValue(entry);
    return workloadVariable(key, value);
  });
  if (config?.Cmd != null) inspected.place('command', '/Config/Cmd');
  if (config?.Entrypoint != null) inspected.place('entrypoint', '/Config/Entrypoint');
  return {
    environment: environment === undefined ? null : variables,
    command: words(config?.Cmd),
    entrypoint: words(config?.Entrypoint),
  };
}

function lifecycleOf(
  config: DocumentObject | null,
  host: DocumentObject | null,
  inspected: Inspected,
): Pick<WorkloadFacts, 'healthcheck' | 'restart' | 'logging' | 'runtime' | 'links' | 'isRemovedAtExit'> {
  const health = inspected.optional('healthcheck.state', config, '/Config', 'Healthcheck');
  const restart = inspected.value('restart.policy', host, '/HostConfig', 'RestartPolicy');
  const logging = inspected.value('logging.driver', host, '/HostConfig', 'LogConfig');
  return {
    healthcheck: { state: health === undefined ? null : healthState(health) },
    restart: restartOf(restart),
    logging: {
      driver: isObject(logging) ? textOrNull(logging.Type) : null,
      options: (isObject(logging) ? recordAt(logging.Config) : null) ?? {},
    },
    runtime: textOrNull(host?.Runtime),
    links: inspected.texts('links', host, '/HostConfig', 'Links'),
    isRemovedAtExit: inspected.boolean('isRemovedAtExit', host, '/HostConfig', 'AutoRemove'),
  };
}

function healthState(health: unknown): WorkloadFacts['healthcheck']['state'] {
  const [first] = textsOf(isObject(health) ? health.Test : null);
  return first === undefined ? 'absent' : first === 'NONE' ? 'disabled' : 'defined';
}

export function restartOf(restart: unknown): WorkloadFacts['restart'] {
  if (!isObject(restart)) return { policy: null, maxRetries: null };
  const maxRetries = typeof restart.MaximumRetryCount === 'number' ? restart.MaximumRetryCount : 0;
  switch (restart.Name) {
    case '':
    case 'no':
      return { policy: 'no', maxRetries: 0 };
    case 'always':
    case 'unless-stopped':
    case 'on-failure':
      return { policy: restart.Name, maxRetries };
    default:
      return { policy: null, maxRetries: null };
  }
}

/** Texts by name, those that look secret withheld; null: there are none. */
export function recordAt(value: unknown): Record<string, string> | null {
  if (value === undefined) return null;
  const record = textRecord(value);
  for (const name of Object.keys(record)) record[name] = safeValue(name, record[name]!);
  return record;
}
