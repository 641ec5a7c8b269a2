import type { WorkloadImageFacts } from '../model/workload-document.js';
import type { FactSource, RunsOn, WorkloadFacts } from '../model/workload-facts.js';
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
  /** Of the host. */
  readonly isSelinuxEnforced: boolean | null;
  readonly hasAppArmor: boolean | null;
}

/** What is known beside a workload's own definition. */
export interface Surroundings {
  readonly daemon: DaemonDefaults | null;
  /** Of the image that it runs. */
  readonly image: WorkloadImageFacts | null;
}

const nothingKnown: Surroundings = { daemon: null, image: null };

/**
 * What would run: what the workload states; under it the daemon's defaults, then the image's config, then what engines
 * do by themselves. What would need a layer that is not known stays null. Values that a variable hides stay null too.
 */
export function resolveWorkload(stated: WorkloadFacts, surroundings = nothingKnown): WorkloadFacts {
  const layers = new Layers(stated);
  const { daemon, image } = surroundings;
  return {
    ...stated,
    ...resolveSecurity(stated, surroundings, layers),
    ...resolveLists(stated, layers),
    exposedPorts: resolveExposedPorts(stated, image, layers),
    network: {
      ...stated.network,
      mode: layers.engine(
        'network.mode',
        stated.network.mode,
        layers.isKubernetes ? 'pod' : 'default-bridge',
      ),
    },
    namespaces: resolveNamespaces(stated.namespaces, daemon, layers),
    resources: resolveResources(stated.resources, layers),
    cgroupParent: layers.docker('cgroupParent', stated.cgroupParent, ''),
    healthcheck: { state: resolveHealthcheck(stated, image, layers) },
    restart: {
      policy: layers.engine('restart.policy', stated.restart.policy, layers.isKubernetes ? 'always' : 'no'),
      maxRetries: layers.engine('restart.maxRetries', stated.restart.maxRetries, 0),
    },
    logging: resolveLogging(stated, daemon, layers),
    ...(daemon && { runsOn: runsOn(daemon) }),
    sources: layers.sources,
  };
}

function runsOn({ hasAppArmor, isSelinuxEnforced, isSelinuxEnabled, ulimits }: DaemonDefaults): RunsOn {
  return { hasAppArmor, isSelinuxEnforced, isSelinuxEnabled, defaultUlimits: ulimits };
}

function resolveSecurity(
  stated: WorkloadFacts,
  { daemon, image }: Surroundings,
  layers: Layers,
): Partial<WorkloadFacts> {
  const privileged = layers.engine('privileged', stated.privileged, false);
  const user = resolveUser(stated, image, layers);
  const add = layers.engine('capabilities.add', stated.capabilities.add, []);
  const drop = layers.engine('capabilities.drop', stated.capabilities.drop, []);
  const effectiveBounding = boundingSet(privileged, add, drop);
  const processEffective = user.uid === null ? null : effectiveSet(effectiveBounding, user.uid);
  const selinux = !layers.isKubernetes && isUnlabelled(privileged, stated.namespaces) ? 'disabled' : 'unset';
  const seccomp = layers.daemon('seccomp.mode', stated.seccomp.mode, daemon?.seccompProfile);
  return {
    user,
    privileged,
    usernsMode: layers.docker('usernsMode', stated.usernsMode, 'engine-default'),
    capabilities: { add, drop, effectiveBounding, processEffective },
    noNewPrivileges: layers.daemon('noNewPrivileges', stated.noNewPrivileges, daemon?.noNewPrivileges),
    rootfsReadOnly: layers.engine('rootfsReadOnly', stated.rootfsReadOnly, false),
    seccomp: { ...stated.seccomp, mode: seccomp ?? layers.engine('seccomp.mode', null, 'unset') },
    apparmor: { ...stated.apparmor, mode: layers.engine('apparmor.mode', stated.apparmor.mode, 'unset') },
    selinux: { ...stated.selinux, mode: layers.engine('selinux.mode', stated.selinux.mode, selinux) },
    procMasks: layers.engine('procMasks', stated.procMasks, 'default'),
  };
}

/** Docker labels no container that is privileged or shares the host's processes or memory. */
function isUnlabelled(privileged: boolean | null, { pid, ipc }: WorkloadFacts['namespaces']): boolean {
  return privileged === true || pid === 'host' || ipc === 'host';
}

/** Lists and switches that engines leave empty and off. */
function resolveLists(stated: WorkloadFacts, layers: Layers): Partial<WorkloadFacts> {
  return {
    mounts: layers.engine('mounts', stated.mounts, []),
    volumesFrom: layers.engine('volumesFrom', stated.volumesFrom, []),
    usesApiSocket: layers.engine('usesApiSocket', stated.usesApiSocket, false),
    devices: layers.engine('devices', stated.devices, []),
    deviceCgroupRules: layers.engine('deviceCgroupRules', stated.deviceCgroupRules, []),
    hasGpus: layers.engine('hasGpus', stated.hasGpus, false),
    ports: layers.engine('ports', stated.ports, []),
    isEveryPortPublished: layers.engine('isEveryPortPublished', stated.isEveryPortPublished, false),
    sysctls: layers.engine('sysctls', stated.sysctls, {}),
    environment: layers.engine('environment', stated.environment, []),
    secrets: layers.engine('secrets', stated.secrets, []),
    links: layers.engine('links', stated.links, []),
    isRemovedAtExit: layers.engine('isRemovedAtExit', stated.isRemovedAtExit, false),
  };
}

function resolveNamespaces(
  { pid, ipc, uts, cgroup, isProcessShared }: WorkloadFacts['namespaces'],
  daemon: DaemonDefaults | null,
  layers: Layers,
): WorkloadFacts['namespaces'] {
  const ofDaemon = layers.daemon('namespaces.ipc', ipc, daemon?.ipcMode);
  return {
    pid: layers.engine('namespaces.pid', pid, 'private'),
    ipc: ofDaemon ?? layers.engine('namespaces.ipc', null, 'private'),
    uts: layers.engine('namespaces.uts', uts, 'private'),
    cgroup: layers.daemon('namespaces.cgroup', cgroup, daemon?.cgroupNamespace),
    isProcessShared: layers.engine('namespaces.isProcessShared', isProcessShared, false),
  };
}

function resolveResources(stated: WorkloadFacts['resources'], layers: Layers): WorkloadFacts['resources'] {
  return {
    ...stated,
    memoryBytes: layers.engine('resources.memoryBytes', stated.memoryBytes, 0),
    memorySwapBytes: layers.docker('resources.memorySwapBytes', stated.memorySwapBytes, 0),
    cpuLimitMillis: layers.engine('resources.cpuLimitMillis', stated.cpuLimitMillis, 0),
    cpuShares: layers.docker('resources.cpuShares', stated.cpuShares, 0),
    pidsLimit: layers.docker('resources.pidsLimit', stated.pidsLimit, 0),
    ulimits: layers.docker('resources.ulimits', stated.ulimits, []),
    isOomKillDisabled: layers.docker('resources.isOomKillDisabled', stated.isOomKillDisabled, false),
    oomScoreAdjustment: layers.docker('resources.oomScoreAdjustment', stated.oomScoreAdjustment, 0),
  };
}

/** Lays values under a stated one, and notes which layer a value came from. */
class Layers {
  readonly sources: Record<string, FactSource>;
  readonly isKubernetes: boolean;
  private readonly unresolved: ReadonlySet<string>;

  constructor(stated: WorkloadFacts) {
    this.sources = { ...stated.sources };
    this.isKubernetes = stated.origin.input === 'kubernetes';
    this.unresolved = new Set(stated.unresolved);
  }

  /** What every engine does by itself. */
  engine<T>(path: string, stated: T | null, value: T): T | null {
    return this.fill(path, stated, 'engine', value);
  }

  /** What Docker does by itself; of Kubernetes it is not known. */
  docker<T>(path: string, stated: T | null, value: T): T | null {
    return this.isKubernetes ? stated : this.engine(path, stated, value);
  }

  /** What the daemon of Docker is told to do. */
  daemon<T>(path: string, stated: T | null, value: T | null | undefined): T | null {
    return this.isKubernetes ? stated : this.fill(path, stated, 'daemon', value ?? null);
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
  image: WorkloadImageFacts | null,
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
  image: WorkloadImageFacts | null,
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

/** What the image exposes counts beside what the definition does; Kubernetes goes by the definition alone. */
function resolveExposedPorts(
  { exposedPorts }: WorkloadFacts,
  image: WorkloadImageFacts | null,
  layers: Layers,
): WorkloadFacts['exposedPorts'] {
  if (image === null || layers.isKubernetes || layers.isHidden('exposedPorts'))
    return layers.engine('exposedPorts', exposedPorts, []);
  layers.sources['exposedPorts'] = 'image';
  return [...(exposedPorts ?? []), ...image.config.exposedPorts];
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
