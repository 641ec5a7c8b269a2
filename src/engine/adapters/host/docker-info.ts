import type { SwarmFacts } from '../../model/machine-facts.js';
import { isObject, textAt, valueOf, type DocumentObject } from '../../text/documents.js';
import { numberOrNull, objectAt, textsOf } from '../container/inspected.js';

/** What `docker info` tells of a running daemon. Null: it does not tell. */
export interface DockerInfo {
  readonly securityOptions: readonly string[] | null;
  readonly isRootless: boolean | null;
  readonly hasNoNewPrivileges: boolean | null;
  readonly isSelinuxEnabled: boolean | null;
  readonly seccompProfile: string | null;
  readonly isDebugging: boolean | null;
  readonly isLiveRestoring: boolean | null;
  readonly isExperimental: boolean | null;
  readonly insecureRegistries: readonly string[] | null;
  readonly registryMirrors: readonly string[] | null;
  readonly storageDriver: string | null;
  readonly logDriver: string | null;
  readonly authorizationPlugins: readonly string[] | null;
  readonly dataRoot: string | null;
  readonly firewallBackend: string | null;
  readonly cgroupVersion: number | null;
  readonly kernelRelease: string | null;
  readonly serverVersion: string | null;
  /** Newer clients tell of themselves. */
  readonly clientVersion: string | null;
  readonly hostname: string | null;
  readonly images: number | null;
  readonly containers: number | null;
  readonly running: number | null;
  readonly swarm: Pick<SwarmFacts, 'state' | 'isManager' | 'managers' | 'nodes' | 'nodeAddress'> & {
    readonly cluster: DocumentObject | null;
  };
}

/** Reads what the client prints of `/info` of the engine's API; members that older engines do not have are null. */
export function dockerInfo(info: DocumentObject): DockerInfo {
  const boolean = (name: string) => booleanAt(info, name);
  const version = textAt(info, 'CgroupVersion');
  return {
    ...securityOf(info),
    isDebugging: boolean('Debug'),
    isLiveRestoring: boolean('LiveRestoreEnabled'),
    isExperimental: boolean('ExperimentalBuild'),
    insecureRegistries: insecureRegistriesOf(info),
    registryMirrors: textsAt(objectAt(info, 'RegistryConfig'), 'Mirrors'),
    storageDriver: textAt(info, 'Driver'),
    logDriver: textAt(info, 'LoggingDriver'),
    authorizationPlugins: textsAt(objectAt(info, 'Plugins'), 'Authorization'),
    dataRoot: textAt(info, 'DockerRootDir'),
    firewallBackend: textAt(objectAt(info, 'FirewallBackend'), 'Driver'),
    cgroupVersion: version !== null && /^[12]$/.test(version) ? Number(version) : null,
    kernelRelease: textAt(info, 'KernelVersion'),
    serverVersion: textAt(info, 'ServerVersion'),
    clientVersion: textAt(objectAt(info, 'ClientInfo'), 'Version'),
    hostname: textAt(info, 'Name'),
    images: numberOrNull(info.Images),
    containers: numberOrNull(info.Containers),
    running: numberOrNull(info.ContainersRunning),
    swarm: swarmOf(objectAt(info, 'Swarm')),
  };
}

type Security =
  'securityOptions' | 'isRootless' | 'hasNoNewPrivileges' | 'isSelinuxEnabled' | 'seccompProfile';

/** `["name=seccomp,profile=builtin", "name=userns"]`. Not every engine names no-new-privileges, so absence tells nothing. */
function securityOf(info: DocumentObject): Pick<DockerInfo, Security> {
  const options = textsAt(info, 'SecurityOptions');
  const has = (name: string) => options?.some((option) => option.split(',')[0] === `name=${name}`) ?? null;
  const seccomp = options?.find((option) => option.startsWith('name=seccomp'));
  const profile = /(?:^|,)profile=([^,]+)/.exec(seccomp ?? '')?.[1] ?? null;
  return {
    securityOptions: options,
    isRootless: has('rootless'),
    hasNoNewPrivileges: has('no-new-privileges') || null,
    isSelinuxEnabled: has('selinux'),
    seccompProfile: profile === 'default' ? 'builtin' : profile,
  };
}

/** Blocks, and registries that are named by their host; null: not told. */
function insecureRegistriesOf(info: DocumentObject): readonly string[] | null {
  const registries = objectAt(info, 'RegistryConfig');
  const blocks = textsAt(registries, 'InsecureRegistryCIDRs');
  const hosts = objectAt(registries, 'IndexConfigs');
  if (blocks === null || hosts === null) return null;
  const insecure = Object.keys(hosts).filter((host) => valueOf(hosts[host], 'Secure') === false);
  return [...blocks, ...insecure].sort();
}

function swarmOf(swarm: DocumentObject | null): DockerInfo['swarm'] {
  const state = ['inactive', 'pending', 'active', 'locked', 'error'] as const;
  return {
    state: state.find((name) => name === swarm?.LocalNodeState) ?? null,
    isManager: booleanAt(swarm, 'ControlAvailable'),
    managers: numberOrNull(swarm?.Managers),
    nodes: numberOrNull(swarm?.Nodes),
    nodeAddress: textAt(swarm, 'NodeAddr'),
    cluster: objectAt(swarm, 'Cluster'),
  };
}

/** Null as engines write it is an empty list; null: the member is missing, or no list of texts. */
function textsAt(parent: DocumentObject | null, name: string): readonly string[] | null {
  const value = valueOf(parent, name);
  if (value === null) return [];
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? textsOf(value) : null;
}

export function booleanAt(parent: unknown, name: string): boolean | null {
  const value = isObject(parent) ? valueOf(parent, name) : null;
  return typeof value === 'boolean' ? value : null;
}
