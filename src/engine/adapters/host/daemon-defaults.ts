import type { DaemonFacts } from '../../model/daemon-facts.js';
import type { MachineFacts } from '../../model/machine-facts.js';
import type { DaemonDefaults } from '../resolve-workload.js';

type Machine = Pick<MachineFacts, 'securityModules' | 'selinuxMode'>;

/** What a daemon adds to the workloads that it runs, and what the machine below it has. */
export function daemonDefaults(
  { settings, securityOptions, isRootless }: DaemonFacts,
  { securityModules, selinuxMode }: Machine,
): DaemonDefaults {
  const { defaultCgroupNamespace, defaultIpcMode, logOptions, usernsRemap } = settings;
  const isNamed = (name: string) =>
    securityOptions?.some((option) => option.split(',')[0] === `name=${name}`);
  const isRemapped = usernsRemap === null ? null : usernsRemap.value !== '';
  return {
    noNewPrivileges: settings.noNewPrivileges?.value ?? null,
    isUsernsRemapped: isRootless === true ? true : (isNamed('userns') ?? isRemapped),
    logDriver: settings.logDriver?.value ?? null,
    logOptions: logOptions?.value ?? {},
    ip: settings.ip?.value ?? null,
    ulimits: settings.defaultUlimits ? Object.keys(settings.defaultUlimits.value) : null,
    seccompProfile: seccompOf(settings.seccompProfile?.value ?? null),
    cgroupNamespace: modeOf(['private', 'host'], defaultCgroupNamespace?.value),
    ipcMode: modeOf(['private', 'shareable'], defaultIpcMode?.value),
    isSelinuxEnabled: settings.selinuxEnabled?.value ?? null,
    isSelinuxEnforced:
      selinuxMode === null ? without(securityModules, 'selinux') : selinuxMode === 'enforcing',
    // Of a kernel that has it: a daemon that does not use it leaves containers unconfined.
    hasAppArmor: securityModules?.includes('apparmor') ?? isNamed('apparmor') ?? null,
  };
}

/** A kernel that has no such module enforces nothing; of one that has it, it is not known. */
function without(modules: Machine['securityModules'], name: string): false | null {
  return modules && !modules.includes(name) ? false : null;
}

function seccompOf(profile: string | null): DaemonDefaults['seccompProfile'] {
  if (profile === null) return null;
  if (profile === 'unconfined') return 'unconfined';
  return profile === 'builtin' || profile === '' ? 'default' : 'custom';
}

function modeOf<Mode extends string>(modes: readonly Mode[], text: string | undefined): Mode | null {
  return modes.find((mode) => mode === text) ?? null;
}
