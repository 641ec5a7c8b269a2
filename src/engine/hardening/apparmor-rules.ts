import type { Mount } from '../model/mount.js';
import type { WorkloadFacts } from '../model/workload-facts.js';

/** The text of an AppArmor profile for a workload (apparmor.d(5)). It asks for no other file. */
export function apparmorProfile(name: string, workload: WorkloadFacts): string {
  const groups = [
    ['# Capabilities: what the container keeps.', ...capabilityRules(workload)],
    ['# Networks: no raw packets unless it may send them.', ...networkRules(workload)],
    [
      '# Files: everything in the container, but for what follows; a rule that denies wins.',
      'file,',
      'unix,',
    ],
    ['# Nothing is mounted.', 'deny mount,', 'deny umount,', 'deny pivot_root,'],
    ['# The kernel is not told what to do.', ...kernelRules],
    ['# Programs and settings of the system stay as they are.', ...systemRules(workload)],
    ['# What is mounted read-only stays so.', ...readOnlyRules(workload.mounts ?? [])],
    ['# Others of the same container, and who starts and stops it.', ...processRules(name, workload)],
  ];
  const body = groups
    .filter((lines) => lines.length > 1)
    .map((lines) => lines.map((line) => `  ${line}`).join('\n'));
  return `profile ${name} flags=(attach_disconnected,mediate_deleted) {\n${body.join('\n\n')}\n}\n`;
}

function capabilityRules({ capabilities: { effectiveBounding } }: WorkloadFacts): string[] {
  if (effectiveBounding === null) return ['capability,'];
  return effectiveBounding.map((name) => `capability ${name.toLowerCase()},`);
}

function networkRules({ capabilities: { effectiveBounding } }: WorkloadFacts): string[] {
  const isRaw = effectiveBounding?.includes('NET_RAW') === true;
  return [
    ...['network inet stream,', 'network inet dgram,', 'network inet6 stream,', 'network inet6 dgram,'],
    ...['network unix,', 'network netlink,'],
    ...(isRaw
      ? ['network inet raw,', 'network inet6 raw,', 'network packet,']
      : ['deny network inet raw,', 'deny network inet6 raw,', 'deny network packet,']),
  ];
}

/** `/proc/PID/…` of its own processes is written by programs that behave; all else is the kernel's. */
const kernelRules: readonly string[] = [
  'deny /proc/* wkl,',
  'deny /proc/[^0-9]*/** wkl,',
  'deny /proc/sys/** wkl,',
  'deny /proc/sysrq-trigger rwklx,',
  'deny /proc/kcore rwklx,',
  'deny /proc/mem rwklx,',
  'deny /proc/kmem rwklx,',
  'deny /sys/** wkl,',
  'deny /sys/firmware/** rwklx,',
  'deny /sys/devices/virtual/powercap/** rwklx,',
  'deny /sys/kernel/security/** rwklx,',
  'deny /sys/kernel/debug/** rwklx,',
  'deny /sys/kernel/tracing/** rwklx,',
];

const systemFolders = ['/bin', '/boot', '/etc', '/lib', '/lib64', '/sbin', '/usr'];

/** Of a root file system that is read-only anyway; not where something else is mounted. */
function systemRules({ rootfsReadOnly, mounts }: WorkloadFacts): string[] {
  if (rootfsReadOnly !== true) return [];
  const targets = (mounts ?? []).map(({ target }) => target);
  const isFree = (folder: string) =>
    !targets.some((target) => target === folder || target.startsWith(`${folder}/`));
  return systemFolders.filter(isFree).map((folder) => `deny ${folder}/** wkl,`);
}

function readOnlyRules(mounts: readonly Mount[]): string[] {
  const targets = mounts.map(({ target }) => target);
  const isWhole = ({ target }: Mount) =>
    !targets.some((other) => other !== target && other.startsWith(`${target.replace(/\/$/, '')}/`));
  return mounts
    .filter((mount) => mount.isReadOnly && isWhole(mount) && isNamable(mount.target))
    .map(({ target }) => `deny ${quoted(target)} wkl,`);
}

/** What a rule can name. */
export function isNamable(path: string): boolean {
  return /^\/[^\p{Cc}"\\]*[^\p{Cc}"\\/]$/u.test(path) && !path.split('/').includes('..');
}

/** The path and all below it, with what would stand for other paths taken as it is. */
function quoted(path: string): string {
  return `"${path.replace(/[[\]{}*?^@]/g, String.raw`\$&`)}{,/**}"`;
}

function processRules(name: string, { capabilities: { effectiveBounding } }: WorkloadFacts): string[] {
  const isTracing = effectiveBounding?.includes('SYS_PTRACE') === true;
  return [
    'signal (receive) peer=unconfined,',
    'signal (receive) peer={runc,crun,/usr/bin/runc,/usr/sbin/runc,/usr/bin/crun},',
    `signal (send, receive) peer=${name},`,
    `ptrace (read, readby) peer=${name},`,
    isTracing ? `ptrace (trace, tracedby) peer=${name},` : 'deny ptrace (trace, tracedby),',
  ];
}
