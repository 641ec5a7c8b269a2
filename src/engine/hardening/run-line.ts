import { shownPort } from '../checks/published-ports.js';
import type { Mount } from '../model/mount.js';
import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { shellQuoted } from '../remediation/run-line-text.js';
import { marksIn } from '../remediation/withheld.js';
import { leftOut, withheld } from './left-out.js';

/** A flag of `docker run`, by its long name; null: it takes no value. */
export type RunFlag = readonly [string, string | null];

export interface RenderedRun {
  readonly text: string;
  /** What of the workload is not on the line. */
  readonly left: readonly Text[];
}

/**
 * A `docker run` line that starts what the facts state. What they do not hold, or withhold, is told.
 * @param profiles name of the profiles that it is to run under; null: none is named, as facts hold no names of them
 */
export function runLineOf(workload: WorkloadFacts, profiles: string | null = null): RenderedRun {
  const left: Text[] = [];
  const named = profiles === null ? [] : [`apparmor=${profiles}`, `seccomp=./${profiles}.seccomp.json`];
  const flags = [...flagsOf(workload, left), ...list('--security-opt', named)];
  if (profiles === null) left.push(...ownProfiles(workload));
  const words = flags.map(([flag, value]) => (value === null ? flag : `${flag}=${shellQuoted(value)}`));
  const image = workload.image?.raw ?? '';
  const [entrypoint, command] = processOf(workload, left);
  const lines = [
    'docker run --detach',
    ...words,
    ...entrypoint,
    [image, ...command].map((word) => shellQuoted(word)).join(' '),
  ];
  return { text: `${lines.join(' \\\n  ')}\n`, left };
}

function flagsOf(workload: WorkloadFacts, left: Text[]): RunFlag[] {
  return [
    ...text('--name', workload.origin.name),
    ...userFlags(workload),
    ...securityFlags(workload),
    ...(workload.mounts ?? []).flatMap((mount) => mountFlags(mount, left)),
    ...list('--volumes-from', workload.volumesFrom),
    ...networkFlags(workload, left),
    ...namespaceFlags(workload),
    ...resourceFlags(workload),
    ...attachmentFlags(workload, left),
    ...variableFlags(workload, left),
    ...lifecycleFlags(workload, left),
  ];
}

const text = (flag: string, value: string | null | undefined): RunFlag[] =>
  value === null || value === undefined || value === '' ? [] : [[flag, value]];
const list = (flag: string, values: readonly string[] | null): RunFlag[] =>
  (values ?? []).map((value) => [flag, value]);
const on = (flag: string, value: boolean | null): RunFlag[] => (value === true ? [[flag, null]] : []);
const amount = (flag: string, value: number | null): RunFlag[] =>
  value === null || value === 0 ? [] : [[flag, String(value)]];
const record = (flag: string, values: Readonly<Record<string, string>> | null, left: Text[]): RunFlag[] =>
  Object.entries(values ?? {}).flatMap(([key, value]): RunFlag[] => {
    if (marksIn(value) === 0) return [[flag, `${key}=${value}`]];
    left.push(withheld(`${flag} ${key}`));
    return [];
  });

function userFlags({ user }: WorkloadFacts): RunFlag[] {
  const group = user.gid === null || user.raw === null ? '' : `:${user.gid}`;
  const groups = list('--group-add', user.supplementaryGroups);
  return [...text('--user', user.raw === null ? null : user.raw + group), ...groups];
}

function securityFlags(workload: WorkloadFacts): RunFlag[] {
  const { capabilities, seccomp, apparmor, selinux } = workload;
  const label = Object.entries(selinux.options ?? {}).flatMap(([key, value]) =>
    value === null ? [] : [`label=${key}:${value}`],
  );
  const options = [
    ...(workload.noNewPrivileges === true ? ['no-new-privileges'] : []),
    ...(seccomp.mode === 'unconfined' ? ['seccomp=unconfined'] : []),
    ...(apparmor.mode === 'unconfined' ? ['apparmor=unconfined'] : []),
    ...(selinux.mode === 'disabled' && workload.sources['selinux.mode'] === undefined
      ? ['label=disable']
      : label),
    ...(workload.procMasks === 'unmasked' ? ['systempaths=unconfined'] : []),
  ];
  return [
    ...on('--privileged', workload.privileged),
    ...on('--read-only', workload.rootfsReadOnly),
    ...list('--cap-drop', capabilities.drop),
    ...list('--cap-add', capabilities.add),
    ...list('--security-opt', options),
  ];
}

function ownProfiles({ seccomp, apparmor }: WorkloadFacts): Text[] {
  return [
    ...(seccomp.mode === 'custom' ? [leftOut('its own seccomp profile', '自有的 seccomp 配置')] : []),
    ...(apparmor.mode === 'custom' ? [leftOut('its own AppArmor profile', '自有的 AppArmor 配置')] : []),
  ];
}

/** The engine puts these before what is written for a tmpfs. */
const usualOptions = new Set(['noexec', 'nosuid', 'nodev']);

function mountFlags(mount: Mount, left: Text[]): RunFlag[] {
  const { type, source, target, isReadOnly, propagation, options, sizeBytes } = mount;
  const flags = [isReadOnly ? 'ro' : '', type === 'bind' ? (propagation ?? '') : ''].filter(
    (flag) => flag !== '',
  );
  if (type === 'tmpfs') {
    const stated = options.filter((option) => !usualOptions.has(option) && !option.startsWith('size='));
    const size = sizeBytes === null ? [] : [`size=${sizeBytes}`];
    return [['--tmpfs', [target, [...stated, ...size].join(',')].filter((part) => part !== '').join(':')]];
  }
  if ((type !== 'bind' && type !== 'volume') || `${source}${target}`.includes(':')) {
    left.push(leftOut(`the ${type} at ${target}`, `${target} 处的 ${type} 挂载`));
    return [];
  }
  return [['--volume', [source ?? '', target, flags.join(',')].filter((part) => part !== '').join(':')]];
}

function networkFlags(
  { network, ports, isEveryPortPublished, links }: WorkloadFacts,
  left: Text[],
): RunFlag[] {
  const { mode, names, sharedWith, staticIp } = network;
  const named = mode === 'user-defined' ? ownNetworks(names) : sharedNetwork(mode, sharedWith);
  const published = (ports ?? []).flatMap((port): RunFlag[] => {
    if (port.containerPort !== null) return [['--publish', shownPort(port).replace(/\/tcp$/, '')]];
    left.push(leftOut('a published port whose number is a variable', '以变量表示的发布端口'));
    return [];
  });
  return [
    ...list('--network', named),
    ...text('--ip', staticIp),
    ...published,
    ...on('--publish-all', isEveryPortPublished),
    ...list('--link', links),
  ];
}

/** Compose makes a network for a project that names none; for a line it has a name. */
function ownNetworks(names: readonly string[]): readonly string[] {
  const named = names.map((name) => (name === 'default' ? 'app-network' : name));
  return named.length === 0 ? ['app-network'] : named;
}

function sharedNetwork(mode: WorkloadFacts['network']['mode'], sharedWith: string | null): readonly string[] {
  if (mode === 'host' || mode === 'none') return [mode];
  return mode === 'container' && sharedWith !== null ? [`container:${sharedWith}`] : [];
}

function namespaceFlags({ namespaces, usernsMode, sources }: WorkloadFacts): RunFlag[] {
  const { pid, ipc, uts, cgroup } = namespaces;
  const stated = (fact: string, value: string | null) => (Object.hasOwn(sources, fact) ? null : value);
  return [
    ...text('--pid', pid === 'host' ? 'host' : null),
    ...text('--ipc', ipc === 'container' ? null : stated('namespaces.ipc', ipc)),
    ...text('--uts', uts === 'host' ? 'host' : null),
    ...text('--cgroupns', stated('namespaces.cgroup', cgroup)),
    ...text('--userns', usernsMode === 'host' ? 'host' : null),
  ];
}

function resourceFlags({ resources, cgroupParent }: WorkloadFacts): RunFlag[] {
  const { ulimits, cpuLimitMillis } = resources;
  return [
    ...amount('--memory', resources.memoryBytes),
    ...amount('--memory-swap', resources.memorySwapBytes),
    ...amount('--memory-reservation', resources.memoryRequestBytes),
    ...amount('--cpus', cpuLimitMillis === null ? null : cpuLimitMillis / 1_000),
    ...amount('--cpu-shares', resources.cpuShares),
    ...amount('--pids-limit', resources.pidsLimit),
    ...list('--ulimit', ulimits?.map(({ name, soft, hard }) => `${name}=${soft}:${hard}`) ?? null),
    ...on('--oom-kill-disable', resources.isOomKillDisabled),
    ...amount('--oom-score-adj', resources.oomScoreAdjustment),
    ...text('--cgroup-parent', cgroupParent),
  ];
}

function attachmentFlags(workload: WorkloadFacts, left: Text[]): RunFlag[] {
  const { devices, deviceCgroupRules, hasGpus, sysctls, secrets } = workload;
  for (const { name } of secrets ?? [])
    left.push(
      leftOut(`the secret ${name}: mount its file read-only`, `密钥 ${name}：请以只读方式挂载其文件`),
    );
  return [
    ...list(
      '--device',
      devices?.map(({ hostPath, permissions }) => `${hostPath}:${hostPath}:${permissions}`) ?? null,
    ),
    ...list('--device-cgroup-rule', deviceCgroupRules),
    ...(hasGpus === true ? ([['--gpus', 'all']] as const) : []),
    ...record('--sysctl', sysctls, left),
  ];
}

function variableFlags({ environment, environmentFiles }: WorkloadFacts, left: Text[]): RunFlag[] {
  const files = environmentFiles.map((file): RunFlag => ['--env-file', file.name]);
  const variables = (environment ?? []).map(({ name, valueClass, preview }): RunFlag => {
    if (valueClass === 'host-env' || (valueClass !== 'interpolated' && marksIn(preview) === 0))
      return ['--env', valueClass === 'host-env' ? name : `${name}=${preview}`];
    left.push({
      en: `The value of ${name} comes from the environment of whoever starts it.`,
      zh: `${name} 的值取自启动者的环境变量。`,
    });
    return ['--env', name];
  });
  return [...files, ...variables];
}

function lifecycleFlags(workload: WorkloadFacts, left: Text[]): RunFlag[] {
  const { restart, logging, runtime, healthcheck, isRemovedAtExit, labels, annotations } = workload;
  if (healthcheck.state === 'defined') left.push(leftOut('the command of the health check', '健康检查命令'));
  const retries = restart.policy === 'on-failure' && restart.maxRetries ? `:${restart.maxRetries}` : '';
  return [
    ...text(
      '--restart',
      restart.policy === 'no' || restart.policy === null ? null : restart.policy + retries,
    ),
    ...text('--log-driver', logging.driver),
    ...record('--log-opt', logging.options, left),
    ...text('--runtime', runtime),
    ...on('--no-healthcheck', healthcheck.state === 'disabled'),
    ...on('--rm', isRemovedAtExit),
    ...record('--label', labels, left),
    ...record('--annotation', annotations, left),
  ];
}

/** The flag for the entry point, and the words behind the image. */
function processOf({ entrypoint, command }: WorkloadFacts, left: Text[]): [string[], readonly string[]] {
  const [program, ...rest] = entrypoint ?? [];
  const words = [...rest, ...(command ?? [])];
  if (marksIn([program ?? '', ...words].join(' ')) > 0) {
    left.push(withheld('COMMAND'));
    return [[], []];
  }
  return [program === undefined ? [] : [`--entrypoint=${shellQuoted(program)}`], words];
}
