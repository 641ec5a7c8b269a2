import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import {
  addFlag,
  append,
  changeMount,
  removeFlag,
  set,
  setFlag,
  type RelativeEdit,
  type WorkloadFix,
} from '../remediation/workload-fix.js';
import type { HardeningSettings } from './hardening-settings.js';
import { profileName } from './profile-name.js';

/** One part of the template that no check asks for, or that whoever hardens has said. */
export interface TemplateStep {
  readonly message: Text;
  readonly fix: WorkloadFix;
}

/** What the template has besides what checks ask for. */
export function templateSteps(workload: WorkloadFacts, settings: HardeningSettings): TemplateStep[] {
  return [
    ...userSteps(workload, settings),
    ...memorySteps(workload),
    ...logSteps(workload, settings),
    ...restartSteps(workload),
    ...healthSteps(workload, settings),
    ...(settings.usesProfiles ? profileSteps(workload, settings) : []),
  ];
}

/** A flag, and the key that says the same. */
export function flagAndKey(flag: string, key: string, value: string): WorkloadFix {
  return { 'run-command': [setFlag(flag, value)], compose: [set(key, value)] };
}

const anyId = 10_001;
const anyone = `${anyId}:${anyId}`;

/** A user of its own, where nothing names one. */
function userSteps({ user, unresolved }: WorkloadFacts, settings: HardeningSettings): TemplateStep[] {
  if (user.raw !== null || settings.user !== null || unresolved.includes('user')) return [];
  const message = {
    en: `It names no user, so it may run as root: it gets ${anyone}. What it writes to must belong to that user.`,
    zh: `未指定用户，可能以 root 运行：改用 ${anyone}。其写入的目录须属于该用户。`,
  };
  return [{ message, fix: flagAndKey('--user', '/user', anyone) }];
}

/** For everyone, each their own files. */
const sharedMode = 0o1777;

/**
 * What lies in memory takes over owner and mode of the image's folder, which is often root's alone, whatever mode is asked
 * for (runc before 1.2): it is given to whom the workload runs as.
 */
function memorySteps({ mounts, rootfsReadOnly, user }: WorkloadFacts): TemplateStep[] {
  const owner = ownerOf(user);
  const isTmpMissing = rootfsReadOnly === true && mounts?.some(({ target }) => target === '/tmp') === false;
  const owned = (mounts ?? []).flatMap(({ type, target, options, isUnresolved }, index): TemplateStep[] => {
    const isOwned = options.some((option) => /^(?:mode|uid|gid)=/.test(option));
    if (type !== 'tmpfs' || isOwned || isUnresolved) return [];
    const message = {
      en: `Its user may write to ${target}, whoever owns that folder of the image.`,
      zh: `无论镜像中该目录属主是谁，其用户均可写入 ${target}。`,
    };
    const change = { mode: sharedMode, ...(owner && { owner }) };
    return [{ message, fix: changeMount(target, `mounts.${index}`, change) }];
  });
  return isTmpMissing ? [...owned, ownTmp(owner)] : owned;
}

/** Null: its user has a name. */
function ownerOf({ uid, gid, raw }: WorkloadFacts['user']): { uid: number; gid: number } | null {
  if (uid !== null) return { uid, gid: gid ?? 0 };
  return raw === null ? { uid: anyId, gid: anyId } : null;
}

function ownTmp(owner: ReturnType<typeof ownerOf>): TemplateStep {
  const tmp = `/tmp:size=64m,${owner ? `uid=${owner.uid},gid=${owner.gid}` : 'mode=1777'}`;
  return {
    message: {
      en: 'It has a /tmp in memory, as its root file system is read-only.',
      zh: '根文件系统只读，因此提供内存中的 /tmp。',
    },
    fix: { 'run-command': [addFlag('--tmpfs', tmp)], compose: [append('/tmpfs', tmp)] },
  };
}

/** Drivers that bring what is logged away from the container's own files. */
const shipping = new Set(['syslog', 'fluentd', 'gelf', 'awslogs', 'gcplogs', 'splunk', 'journald']);

function logSteps({ logging, unresolved }: WorkloadFacts, { logAddress }: HardeningSettings): TemplateStep[] {
  if (unresolved.includes('logging.driver')) return [];
  const isShipped = logging.driver !== null && shipping.has(logging.driver);
  if (isShipped && logAddress === null) return [];
  const driver = logAddress === null ? 'journald' : 'syslog';
  const options = {
    ...(logAddress !== null && { 'syslog-address': logAddress, 'syslog-format': 'rfc5424micro' }),
    tag: '{{.Name}}/{{.ID}}',
  };
  const flags = Object.entries(options).map(([key, value]) => addFlag('--log-opt', `${key}=${value}`));
  const message = {
    en:
      `It logs by ${driver}, with a tag that names the container` +
      (logAddress === null ? ': files of the container are lost with it.' : `, to ${logAddress}.`),
    zh: `日志改用 ${driver} 驱动，并以容器名为标签${logAddress === null ? '：容器自身的日志文件会随容器丢失。' : `，发往 ${logAddress}。`}`,
  };
  const fix: WorkloadFix = {
    'run-command': [removeFlag('--log-opt'), setFlag('--log-driver', driver), ...flags],
    compose: [set('/logging', { driver, options })],
  };
  return [{ message, fix }];
}

function restartSteps({ restart, isRemovedAtExit, places }: WorkloadFacts): TemplateStep[] {
  if (Object.hasOwn(places, 'restart.policy') || restart.policy !== 'no' || isRemovedAtExit === true)
    return [];
  const message = {
    en: 'It is started again after a failure, five times at most (CIS 5.15): unless-stopped has no end.',
    zh: '失败后最多重启五次（CIS 5.15）：unless-stopped 没有上限。',
  };
  return [{ message, fix: flagAndKey('--restart', '/restart', 'on-failure:5') }];
}

function healthSteps({ healthcheck }: WorkloadFacts, { healthCommand }: HardeningSettings): TemplateStep[] {
  if (healthCommand === null || healthcheck.state === 'defined') return [];
  const message = { en: 'Its health is checked by the command said.', zh: '按指定的命令进行健康检查。' };
  const times = { interval: '30s', timeout: '5s', retries: 3 };
  const flags = Object.entries(times).map(([key, value]) => setFlag(`--health-${key}`, String(value)));
  const fix: WorkloadFix = {
    'run-command': [removeFlag('--no-healthcheck'), setFlag('--health-cmd', healthCommand), ...flags],
    compose: [set('/healthcheck', { test: ['CMD-SHELL', healthCommand.replaceAll('$', '$$$$')], ...times })],
  };
  return [{ message, fix }];
}

function profileSteps(workload: WorkloadFacts, settings: HardeningSettings): TemplateStep[] {
  const name = profileName(workload, settings);
  const option = (key: string, value: string): TemplateStep => {
    const compose: RelativeEdit[] = [append('/security_opt', `${key}:${value}`)];
    return {
      message: {
        en: `It runs under the ${key} profile made for it, which is put in place first.`,
        zh: `使用为其生成的 ${key} 配置，须先加载该配置。`,
      },
      fix: { 'run-command': [addFlag('--security-opt', `${key}=${value}`)], compose },
    };
  };
  return [
    ...(workload.apparmor.mode === 'custom' ? [] : [option('apparmor', name)]),
    ...(workload.seccomp.mode === 'custom' ? [] : [option('seccomp', `./${name}.seccomp.json`)]),
  ];
}
