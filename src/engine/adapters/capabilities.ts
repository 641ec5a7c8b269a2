/** What engines leave a container that asks for nothing (moby's and containerd's list). */
export const defaultCapabilities: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Every capability of Linux (capabilities(7), as of Linux 6.12), sorted. */
export const knownCapabilities: readonly string[] = [
  ...defaultCapabilities,
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'DAC_READ_SEARCH',
  'IPC_LOCK',
  'IPC_OWNER',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'NET_ADMIN',
  'NET_BROADCAST',
  'PERFMON',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'SYSLOG',
  'WAKE_ALARM',
].sort();

/** A capability's name as facts write it: upper case, without `CAP_`. */
export function capabilityName(text: string): string {
  return text.trim().toUpperCase().replace(/^CAP_/, '');
}

/**
 * What any process of a container could have: all when it is privileged; of ALL added, all but what is dropped; of ALL
 * dropped, what is added; else the engine's default less what is dropped, and what is added. Sorted. Null: not known.
 */
export function boundingSet(
  privileged: boolean | null,
  add: readonly string[] | null,
  drop: readonly string[] | null,
): string[] | null {
  if (privileged === true) return [...knownCapabilities];
  if (privileged === null || add === null || drop === null) return null;
  const added = add.filter((name) => name !== 'ALL');
  const isKept = (name: string) => !drop.includes(name);
  if (add.includes('ALL')) return [...new Set([...knownCapabilities, ...added])].filter(isKept).sort();
  if (drop.includes('ALL')) return [...new Set(added)].sort();
  return [...new Set([...defaultCapabilities.filter(isKept), ...added])].sort();
}

/** What the first process has: of root all that is bounding, of another user none, for engines set no ambient ones. */
export function effectiveSet(bounding: readonly string[] | null, uid: number): readonly string[] | null {
  return uid === 0 ? bounding : [];
}
