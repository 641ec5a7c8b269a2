import type { HostPart } from '../model/host-facts.js';

/** A part that could not be had. */
interface PartNotHad {
  readonly status: 'missing' | 'denied' | 'failed';
  readonly reason: string;
}

/** A host bundle as a text, of the texts of its parts. */
export function aBundle(parts: Partial<Readonly<Record<HostPart, string | PartNotHad>>> = {}): string {
  const told = Object.entries(parts).map(([name, part]) => [
    name,
    typeof part === 'string' ? { status: 'ok', text: part } : part,
  ]);
  return JSON.stringify({
    format: 'ironhull-host-bundle',
    version: 1,
    collectedAt: '2026-06-01T00:00:00Z',
    collector: 'sh',
    machineId: 'a'.repeat(64),
    hostname: 'node-1',
    isRoot: true,
    parts: Object.fromEntries(told) as Record<string, unknown>,
  });
}

/** What `docker info` prints, as far as it matters; `members` are laid over it. */
export function anInfo(members: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    ServerVersion: '28.5.1',
    Driver: 'overlay2',
    LoggingDriver: 'json-file',
    CgroupVersion: '2',
    DockerRootDir: '/var/lib/docker',
    SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
    LiveRestoreEnabled: false,
    ExperimentalBuild: false,
    Swarm: { LocalNodeState: 'inactive', ControlAvailable: false },
    ...members,
  });
}
