import type { WorkloadFacts } from '../../model/workload-facts.js';
import type { DocumentObject } from '../../text/documents.js';
import { readSecurityOptions, securityOption } from '../docker-options/security-options.js';
import { textOrNull, type Inspected } from './inspected.js';

type Security = Pick<WorkloadFacts, 'noNewPrivileges' | 'seccomp' | 'apparmor' | 'selinux' | 'procMasks'>;

/** Where the security options of an inspected container stand. */
const pointer = '/HostConfig/SecurityOpt';
const paths: readonly string[] = ['noNewPrivileges', 'seccomp.mode', 'apparmor.mode', 'selinux.mode'];

/** What the engine says of a container's confinement. Without an option the daemon decides, so nothing is stated. */
export function securityOf(
  container: DocumentObject,
  host: DocumentObject | null,
  inspected: Inspected,
): Security {
  const options = inspected.texts('seccomp.mode', host, '/HostConfig', 'SecurityOpt');
  if (options === null) inspected.unresolved.push('noNewPrivileges', 'apparmor.mode', 'selinux.mode');
  else for (const path of paths) inspected.place(path, pointer);
  const stated = readSecurityOptions((options ?? []).map(securityOption), () => null);
  return {
    ...stated,
    apparmor: stated.apparmor.mode === null ? apparmorOf(container, inspected) : stated.apparmor,
    selinux: stated.selinux.mode === null ? labelOf(container, inspected) : stated.selinux,
    procMasks: stated.procMasks ?? masksOf(host, inspected),
  };
}

function apparmorOf(container: DocumentObject, inspected: Inspected): Security['apparmor'] {
  const name = textOrNull(container.AppArmorProfile);
  if (name === null) return { mode: null, profile: null };
  inspected.place('apparmor.mode', '/AppArmorProfile');
  if (name === 'unconfined') return { mode: 'unconfined', profile: null };
  const isDefault = name === 'docker-default' || name.startsWith('containers-default');
  return { mode: isDefault ? 'default' : 'custom', profile: name };
}

/** A label that the engine gave the process tells that SELinux is at work. */
function labelOf(container: DocumentObject, inspected: Inspected): Security['selinux'] {
  const label = textOrNull(container.ProcessLabel);
  if (label === null) return { mode: null, options: null };
  inspected.place('selinux.mode', '/ProcessLabel');
  const [user = null, role = null, type = null, ...level] = label.split(':');
  return { mode: 'default', options: { user, role, type, level: level.join(':') || null } };
}

/** Of a privileged container the engine lists no masks at all: null, which states nothing. */
function masksOf(host: DocumentObject | null, inspected: Inspected): Security['procMasks'] {
  const masked = inspected.value('procMasks', host, '/HostConfig', 'MaskedPaths');
  if (!Array.isArray(masked)) return null;
  const isReadable = Array.isArray(host?.ReadonlyPaths) && host.ReadonlyPaths.length === 0;
  return masked.length === 0 || isReadable ? 'unmasked' : 'default';
}
