import type { DaemonFacts } from '../../model/daemon-facts.js';
import type { DaemonDefaults } from '../resolve-workload.js';

/** What a daemon adds to the workloads that it runs. */
export function daemonDefaults({ settings, securityOptions, isRootless }: DaemonFacts): DaemonDefaults {
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
  };
}

function seccompOf(profile: string | null): DaemonDefaults['seccompProfile'] {
  if (profile === null) return null;
  if (profile === 'unconfined') return 'unconfined';
  return profile === 'builtin' || profile === '' ? 'default' : 'custom';
}

function modeOf<Mode extends string>(modes: readonly Mode[], text: string | undefined): Mode | null {
  return modes.find((mode) => mode === text) ?? null;
}
