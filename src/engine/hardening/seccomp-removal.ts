import {
  families,
  ruleFor,
  type SeccompArgument,
  type SeccompProfile,
  type SeccompRule,
} from './seccomp-profile.js';

/** Calls that servers do without, with the capability that shows that one needs them; null: none does. */
const unneeded: Readonly<Record<string, string | null>> = {
  adjtimex: 'SYS_TIME',
  clock_adjtime: 'SYS_TIME',
  clock_adjtime64: 'SYS_TIME',
  mknod: 'MKNOD',
  mknodat: 'MKNOD',
  modify_ldt: null,
  name_to_handle_at: 'DAC_READ_SEARCH',
  process_vm_readv: 'SYS_PTRACE',
  process_vm_writev: 'SYS_PTRACE',
  ptrace: 'SYS_PTRACE',
  remap_file_pages: null,
  socketcall: null,
  vmsplice: null,
};

/** Machines whose 32-bit calls servers do without. */
const oneWidth: ReadonlySet<string> = new Set(['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64']);

export interface ReducedProfile {
  readonly profile: SeccompProfile;
  /** Calls that no rule lets pass any more, sorted. */
  readonly removed: readonly string[];
}

/**
 * A profile with rules taken away alone: those for capabilities that the workload cannot have, for calls that servers do
 * without, for other families of sockets than usual, and for 32-bit programs.
 * @param held capabilities, without `CAP_`; null: not known, so that rules for them stay
 */
export function reduced(profile: SeccompProfile, held: readonly string[] | null): ReducedProfile {
  const has = (capability: string) => held === null || held.includes(capability.replace(/^CAP_/, ''));
  const isNeeded = (name: string) => {
    if (!Object.hasOwn(unneeded, name)) return true;
    const capability = unneeded[name]!;
    return capability !== null && held !== null && has(capability);
  };
  const kept = profile.syscalls.flatMap((rule): SeccompRule[] => {
    const isFor = (rule.includes?.caps ?? []).every(has);
    const isAgainst = held !== null && (rule.excludes?.caps ?? []).some(has);
    const isAllowing = /_(?:ALLOW|LOG)$/.test(rule.action);
    const names = isAllowing ? rule.names.filter((name) => name !== 'socket' && isNeeded(name)) : rule.names;
    return isFor && !isAgainst && names.length > 0 ? [{ ...rule, names }] : [];
  });
  const wanted = [families.unix, families.inet, families.inet6, families.netlink];
  const sockets = [...wanted, ...(held?.includes('NET_RAW') === true ? [families.packet] : [])];
  const allowed = sockets.filter((family) => passesFamily(profile, family));
  const syscalls = [
    ...kept,
    ...allowed.map((value) => ruleFor('socket', { index: 0, value, op: 'SCMP_CMP_EQ' })),
  ];
  const archMap = profile.archMap.map((entry) =>
    oneWidth.has(entry.architecture) ? { ...entry, subArchitectures: null } : entry,
  );
  const after = namesOf(syscalls);
  const removed = [...namesOf(profile.syscalls)].filter((name) => !after.has(name)).sort();
  return { profile: { ...profile, archMap, syscalls }, removed };
}

function namesOf(rules: readonly SeccompRule[]): Set<string> {
  return new Set(rules.filter(({ action }) => /_(?:ALLOW|LOG)$/.test(action)).flatMap(({ names }) => names));
}

/** Whether sockets of a family pass, for every container. */
function passesFamily({ syscalls }: SeccompProfile, family: number): boolean {
  return syscalls.some(
    ({ names, action, args = [], includes, excludes }) =>
      names.includes('socket') &&
      action === 'SCMP_ACT_ALLOW' &&
      !includes &&
      !excludes &&
      args.every(holds(family)),
  );
}

function holds(family: number) {
  return ({ index, value, valueTwo = 0, op }: SeccompArgument): boolean => {
    if (index !== 0) return false;
    switch (op) {
      case 'SCMP_CMP_EQ':
        return family === value;
      case 'SCMP_CMP_NE':
        return family !== value;
      case 'SCMP_CMP_LT':
        return family < value;
      case 'SCMP_CMP_LE':
        return family <= value;
      case 'SCMP_CMP_GT':
        return family > value;
      case 'SCMP_CMP_GE':
        return family >= value;
      case 'SCMP_CMP_MASKED_EQ':
        return (family & value) === valueTwo;
      default:
        return false;
    }
  };
}
