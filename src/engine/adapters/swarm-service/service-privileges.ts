import type { ProfileMode, WorkloadFacts } from '../../model/workload-facts.js';
import type { DocumentObject } from '../../text/documents.js';
import { objectAt, textOrNull, type Inspected } from '../container/inspected.js';

type Security = Pick<WorkloadFacts, 'noNewPrivileges' | 'seccomp' | 'apparmor' | 'selinux' | 'procMasks'>;

/** A service's `Privileges`; what they leave open its nodes' daemons decide. */
export function privilegesOf(
  container: DocumentObject | null,
  inspected: Inspected,
  pointer: string,
): Security {
  const privileges = objectAt(container, 'Privileges');
  const seccomp = objectAt(privileges, 'Seccomp');
  const apparmor = objectAt(privileges, 'AppArmor');
  const label = objectAt(privileges, 'SELinuxContext');
  const isStated = privileges !== null && Object.hasOwn(privileges, 'NoNewPrivileges');
  if (isStated) inspected.place('noNewPrivileges', `${pointer}/NoNewPrivileges`);
  if (seccomp) inspected.place('seccomp.mode', `${pointer}/Seccomp`);
  if (apparmor) inspected.place('apparmor.mode', `${pointer}/AppArmor`);
  if (label) inspected.place('selinux.mode', `${pointer}/SELinuxContext`);
  return {
    noNewPrivileges: isStated ? privileges.NoNewPrivileges === true : null,
    seccomp: { mode: seccompMode(seccomp?.Mode), profile: profileText(seccomp?.Profile) },
    apparmor: {
      mode: apparmor?.Mode === 'disabled' ? 'unconfined' : apparmor?.Mode === 'default' ? 'default' : null,
      profile: null,
    },
    selinux: selinuxOf(label),
    procMasks: 'default',
  };
}

function seccompMode(mode: unknown): ProfileMode | null {
  return mode === 'default' || mode === 'custom' || mode === 'unconfined' ? mode : null;
}

/** Go writes a profile's bytes in base 64. */
function profileText(profile: unknown): string | null {
  return typeof profile === 'string' && profile !== ''
    ? Buffer.from(profile, 'base64').toString('utf8')
    : null;
}

function selinuxOf(label: DocumentObject | null): Security['selinux'] {
  if (!label) return { mode: null, options: null };
  if (label.Disable === true) return { mode: 'disabled', options: null };
  const options = {
    user: textOrNull(label.User),
    role: textOrNull(label.Role),
    type: textOrNull(label.Type),
    level: textOrNull(label.Level),
  };
  return Object.values(options).every((value) => value === null)
    ? { mode: null, options: null }
    : { mode: 'custom', options };
}
