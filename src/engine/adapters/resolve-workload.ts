import type { ImageFacts } from '../model/facts.js';
import type { FactSource, WorkloadFacts } from '../model/workload-facts.js';
import { boundingSet, effectiveSet } from './capabilities.js';

/** What the daemon that runs a workload does where the workload says nothing; null members: not known. */
export interface DaemonDefaults {
  readonly noNewPrivileges: boolean | null;
  readonly isUsernsRemapped: boolean | null;
  readonly logDriver: string | null;
  readonly logOptions: Readonly<Record<string, string>>;
  readonly ip: string | null;
  readonly ulimits: readonly string[] | null;
  readonly seccompProfile: 'default' | 'custom' | 'unconfined' | null;
  readonly cgroupNamespace: 'private' | 'host' | null;
  readonly ipcMode: 'private' | 'shareable' | null;
  readonly isSelinuxEnabled: boolean | null;
}

/** What is known beside a workload's own definition. */
export interface Surroundings {
  readonly daemon: DaemonDefaults | null;
  /** Of the image that it runs. */
  readonly image: ImageFacts | null;
}

const nothingKnown: Surroundings = { daemon: null, image: null };

/**
 * What would run: what the workload states; under it the daemon's defaults, then the image's config, then what engines
 * do by themselves. What would need a layer that is not known stays null. Values that a variable hides stay null too.
 */
export function resolveWorkload(stated: WorkloadFacts, surroundings = nothingKnown): WorkloadFacts {
  const layers = new Layers(stated);
  const isKubernetes = stated.origin.input === 'kubernetes';
  const { daemon, image } = surroundings;
  const privileged = layers.fill('privileged', stated.privileged, 'engine', false);
  const user = resolveUser(stated, image, layers);
  const add = layers.fill('capabilities.add', stated.capabilities.add, 'engine', []);
  const drop = layers.fill('capabilities.drop', stated.capabilities.drop, 'engine', []);
  const effectiveBounding = boundingSet(privileged, add, drop);
  const engine = <T>(path: string, value: T | null, byDefault: T) =>
    layers.fill(path, value, 'engine', byDefault);
  const docker = <T>(path: string, value: T | null, byDefault: T) =>
    isKubernetes ? value : layers.fill(path, value, 'engine', byDefault);
  const fromDaemon = <T>(path: string, value: T | null, byDaemon: T | null | undefined) =>
    layers.fill(path, value, 'daemon', byDaemon ?? null);
  const { network, namespaces, resources } = stated;
  return {
    ...stated,
    user,
    privileged,
    usernsMode: docker('usernsMode', stated.usernsMode, 'engine-default'),
    capabilities: {
      add,
      drop,
      effectiveBounding,
      processEffective: user.uid === null ? null : effectiveSet(effectiveBounding, user.uid),
    },
    noNewPrivileges: isKubernetes
      ? stated.noNewPrivileges
      : fromDaemon('noNewPrivileges', stated.noNewPrivileges, daemon?.noNewPrivileges),
    rootfsReadOnly: engine('rootfsReadOnly', stated.rootfsReadOnly, false),
    mounts: engine('mounts', stated.mounts, []),
    volumesFrom: engine('volumesFrom', stated.volumesFrom, []),
    usesApiSocket: engine('usesApiSocket', stated.usesApiSocket, false),
    devices: engine('devices', stated.devices, []),
    deviceCgroupRules: engine('deviceCgroupRules', stated.deviceCgroupRules, []),
    hasGpus: engine('hasGpus', stated.hasGpus, false),
    network: {
      ...network,
      mode: engine('network.mode', network.mode, isKubernetes ? 'pod' : 'default-bridge'),
    },
    namespaces: {
      pid: engine('namespaces.pid', namespaces.pid, 'private'),
      ipc: isKubernetes
        ? engine('namespaces.ipc', namespaces.ipc, 'private')
        : (fromDaemon('namespaces.ipc', namespaces.ipc, daemon?.ipcMode) ??
          docker('namespaces.ipc', namespaces.ipc, 'private')),
      uts: engine('namespaces.uts', namespaces.uts, 'private'),
      cgroup: fromDaemon('namespaces.cgroup', namespaces.cgroup, daemon?.cgroupNamespace),
      isProcessShared: engine('namespaces.isProcessShared', namespaces.isProcessShared, false),
    },
    ports: engine('ports', stated.ports, []),
    isEveryPortPublished: engine('isEveryPortPublished', stated.isEveryPortPublished, false),
    exposedPorts: engine('exposedPorts', stated.exposedPorts, []),
    resources: {
      ...resources,
      memoryBytes: engine('resources.memoryBytes', resources.memoryBytes, 0),
      memorySwapBytes: docker('resources.memorySwapBytes', resources.memorySwapBytes, 0),
      cpuLimitMillis: engine('resources.cpuLimitMillis', resources.cpuLimitMillis, 0),
      cpuShares: docker('resources.cpuShares', resources.cpuShares, 0),
      pidsLimit: docker('resources.pidsLimit', resources.pidsLimit, 0),
      ulimits: docker('resources.ulimits', resources.ulimits, []),
      isOomKillDisabled: docker('resources.isOomKillDisabled', resources.isOomKillDisabled, false),
      oomScoreAdjustment: docker('resources.oomScoreAdjustment', resources.oomScoreAdjustment, 0),
    },
    cgroupParent: docker('cgroupParent', stated.cgroupParent, ''),
    seccomp: {
      ...stated.seccomp,
      mode: isKubernetes
        ? engine('seccomp.mode', stated.seccomp.mode, 'unset')
        : (fromDaemon('seccomp.mode', stated.seccomp.mode, daemon?.seccompProfile) ??
          engine('seccomp.mode', stated.seccomp.mode, 'unset')),
    },
    apparmor: { ...stated.apparmor, mode: engine('apparmor.mode', stated.apparmor.mode, 'unset') },
    selinux: { ...stated.selinux, mode: engine('selinux.mode', stated.selinux.mode, 'unset') },
    procMasks: engine('procMasks', stated.procMasks, 'default'),
    sysctls: engine('sysctls', stated.sysctls, {}),
    environment: engine('environment', stated.environment, []),
    secrets: engine('secrets', stated.secrets, []),
    healthcheck: { state: resolveHealthcheck(stated, image, layers) },
    restart: {
      policy: engine('restart.policy', stated.restart.policy, isKubernetes ? 'always' : 'no'),
      maxRetries: engine('restart.maxRetries', stated.restart.maxRetries, 0),
    },
    logging: resolveLogging(stated, daemon, layers),
    links: engine('links', stated.links, []),
    isRemovedAtExit: engine('isRemovedAtExit', stated.isRemovedAtExit, false),
    sources: layers.sources,
  };
}

/** Lays values under a stated one, and notes which layer a value came from. */
class Layers {
  readonly sources: Record<string, FactSource>;
  private readonly unresolved: ReadonlySet<string>;

  constructor(stated: WorkloadFacts) {
    this.sources = { ...stated.sources };
    this.unresolved = new Set(stated.unresolved);
  }

  fill<T>(path: string, stated: T | null, source: FactSource, value: T | null): T | null {
    if (stated !== null || value === null || this.unresolved.has(path)) return stated;
    this.sources[path] = source;
    return value;
  }

  isHidden(path: string): boolean {
    return this.unresolved.has(path);
  }
}

function resolveUser(
  { user, origin }: WorkloadFacts,
  image: ImageFacts | null,
  layers: Layers,
): WorkloadFacts['user'] {
  if (user.uid !== null || layers.isHidden('user')) return user;
  const text = user.raw ?? image?.config.user ?? null;
  if (text === null || (user.raw !== null && image === null)) return user;
  const [name = '', group] = text.split(':');
  if (name === '') return { ...user, uid: 0, gid: user.gid ?? 0, source: 'none' };
  const account = image?.rootfs.accounts?.find((entry) => entry.name === name || String(entry.uid) === name);
  const uid = account?.uid ?? numberOf(name) ?? (name === 'root' ? 0 : null);
  const ofGroup = image?.rootfs.groups?.find((entry) => entry.name === group)?.gid;
  const gid = user.gid ?? (group === undefined ? (account?.gid ?? 0) : (ofGroup ?? numberOf(group)));
  const source = user.raw === null ? 'image' : origin.input === 'kubernetes' ? user.source : 'explicit';
  return { ...user, uid, gid, source };
}

function numberOf(text: string): number | null {
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}

function resolveHealthcheck(
  { healthcheck, origin }: WorkloadFacts,
  image: ImageFacts | null,
  layers: Layers,
): WorkloadFacts['healthcheck']['state'] {
  if (healthcheck.state !== null || origin.input === 'kubernetes') return healthcheck.state ?? 'absent';
  if (layers.isHidden('healthcheck.state')) return null;
  if (image === null) return null;
  const test = image.config.healthcheck?.test[0];
  return layers.fill(
    'healthcheck.state',
    null,
    'image',
    test === undefined || test === 'NONE' ? 'absent' : 'inherited',
  );
}

function resolveLogging(
  { logging }: WorkloadFacts,
  daemon: DaemonDefaults | null,
  layers: Layers,
): WorkloadFacts['logging'] {
  if (logging.driver !== null || !daemon) return logging;
  const driver = layers.fill('logging.driver', null, 'daemon', daemon.logDriver);
  return {
    driver,
    options: driver === null ? logging.options : { ...daemon.logOptions, ...logging.options },
  };
}
