import type { OsRelease } from '../../model/facts.js';
import { UnreadableFileError } from '../../model/file-reader.js';
import type { HostPart } from '../../model/host-facts.js';
import type { HostFile, MachineFacts } from '../../model/machine-facts.js';
import { osReleaseObserver } from '../../observers/os-release.observer.js';
import { isObject, listOf, textAt, valueOf } from '../../text/documents.js';
import { auditWatchesOf } from './audit-part.js';
import type { BundleParts } from './bundle-parts.js';
import type { DockerInfo } from './docker-info.js';
import { readFileLine, readGroupLine, readMountLine, readRangeLine, readSysctlLine } from './line-parts.js';
import { readSocketLine } from './socket-lines.js';
import { contentTrustOf, sensorOf } from './watch-part.js';

/** The machine, of what its parts tell; but for the inventory, which its containers tell of too. */
export function machineOf(parts: BundleParts, info: DockerInfo | null): Omit<MachineFacts, 'inventory'> {
  const sysctls = recordOf(parts.records('sysctl', readSysctlLine));
  const version = parts.json('docker-version');
  const server = valueOf(version, 'Server');
  const modules = parts.lines('lsm')?.flatMap((line) => line.trim().split(',')) ?? null;
  return {
    kernelRelease: kernelOf(parts) ?? info?.kernelRelease ?? null,
    osRelease: osReleaseOf(parts),
    maxUserNamespaces: numberOf(sysctls?.['user.max_user_namespaces']),
    hasUserNamespaces: hasUserNamespaces(parts),
    subuid: parts.records('subuid', readRangeLine),
    subgid: parts.records('subgid', readRangeLine),
    cgroupVersion: info?.cgroupVersion ?? null,
    securityModules: modules,
    selinuxMode: selinuxMode(parts, modules),
    serverVersion: textAt(server, 'Version') ?? info?.serverVersion ?? null,
    clientVersion: textAt(valueOf(version, 'Client'), 'Version') ?? info?.clientVersion ?? null,
    runcVersion: componentVersion(server, 'runc'),
    containerdVersion: componentVersion(server, 'containerd'),
    dataRoot: info?.dataRoot ?? null,
    mountPoints: parts.records('mounts', readMountLine),
    groups: parts.records('groups', readGroupLine),
    auditWatches: auditWatchesOf(parts),
    files: filesOf(parts),
    sysctls,
    sockets: parts.records('listeners', readSocketLine)?.filter((socket) => socket !== 'none') ?? null,
    serverPlatform: platformOf(server),
    contentTrust: contentTrustOf(parts),
    sensor: sensorOf(parts),
  };
}

/** `uname -srvm`: the release is the second word. */
function kernelOf(parts: BundleParts): string | null {
  const [name, release] = parts.text('kernel')?.trim().split(/\s+/) ?? [];
  return name === 'Linux' && release !== undefined ? release : null;
}

function osReleaseOf(parts: BundleParts): OsRelease | null {
  const text = parts.text('os-release');
  if (text === null) return null;
  try {
    return osReleaseObserver.extract('etc/os-release', new TextEncoder().encode(text));
  } catch (error) {
    parts.unreadable(
      'os-release',
      error instanceof UnreadableFileError ? error.message : 'it is not readable',
    );
    return null;
  }
}

/** Null: neither `CONFIG_USER_NS=y` nor that it is not set. */
function hasUserNamespaces(parts: BundleParts): boolean | null {
  const lines = parts.lines('kernel-config')?.map((line) => line.trim());
  if (lines?.includes('CONFIG_USER_NS=y')) return true;
  return lines?.some((line) => line === '# CONFIG_USER_NS is not set' || line === 'CONFIG_USER_NS=n')
    ? false
    : null;
}

/** A kernel that has not loaded it has it disabled, whether or not its tools are there. */
function selinuxMode(parts: BundleParts, modules: readonly string[] | null): MachineFacts['selinuxMode'] {
  const text = parts.text('selinux')?.trim().toLowerCase();
  const told = (['enforcing', 'permissive', 'disabled'] as const).find((mode) => mode === text);
  return told ?? (modules && !modules.includes('selinux') ? 'disabled' : null);
}

/** Empty: the server tells no name. */
function platformOf(server: unknown): string | null {
  const name = valueOf(valueOf(server, 'Platform'), 'Name');
  return typeof name === 'string' ? name.trim().slice(0, 100) : null;
}

function componentVersion(server: unknown, name: string): string | null {
  const component = listOf(valueOf(server, 'Components')).find((entry) => valueOf(entry, 'Name') === name);
  return textAt(component, 'Version');
}

function filesOf(parts: BundleParts): Record<string, HostFile | null> | null {
  return recordOf(parts.records('files', readFileLine));
}

/** Without a prototype: a path may be `__proto__`. */
function recordOf<Value>(
  entries: readonly (readonly [string, Value])[] | null,
): Record<string, Value> | null {
  return entries && Object.fromEntries(entries);
}

/** Elements of a list that are looked at: above what any host has. */
const mostObjects = 10_000;

/** The objects of a JSON list; what else stands in it is noted. Null: the part is not to be had. */
export function objectsOf(
  parts: BundleParts,
  part: HostPart,
): readonly Readonly<Record<string, unknown>>[] | null {
  const value = parts.json(part);
  if (value === undefined) return null;
  if (!Array.isArray(value)) {
    parts.unreadable(part, 'it is no list');
    return null;
  }
  const elements = value.slice(0, mostObjects);
  if (elements.length < value.length) parts.partial(part, `it has more than ${mostObjects} elements`);
  const objects = elements.filter(isObject);
  if (objects.length < elements.length) parts.partial(part, 'an element of it is no object');
  return objects;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
