import type { OsRelease } from './facts.js';

/** A file or folder of a host; null in place of one: it is not there. */
export interface HostFile {
  /** Permission bits with setuid, setgid and sticky, as a number. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** As `stat` words it: `regular file`, `directory`, `socket`. */
  readonly type: string;
}

/** A line of `/etc/subuid` or `/etc/subgid`. */
export interface SubordinateRange {
  /** Name or number. */
  readonly user: string;
  readonly start: number;
  readonly count: number;
}

/** A watch of the kernel's audit: `-w path -p permissions -k key`, or the same as a system call rule. */
export interface AuditWatch {
  readonly path: string;
  /** Of `r`, `w`, `x`, `a`; all of them where none is named. */
  readonly permissions: string;
  /** `loaded`: the kernel has it; `stored`: a file of rules has it; `unknown`: one of the two. */
  readonly origin: 'loaded' | 'stored' | 'unknown';
}

export interface HostGroup {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** A socket that takes connections. */
export interface HostSocket {
  readonly protocol: 'tcp' | 'udp';
  /** Without brackets; `*` and the like as `0.0.0.0` and `::`. */
  readonly address: string;
  readonly port: number;
  /** Name of the program; null: not known. */
  readonly process: string | null;
}

/** What watches a host as it runs: Falco. Null: not known. */
export interface RuntimeSensor {
  readonly isInstalled: boolean | null;
  readonly isRunning: boolean | null;
  /** When it wrote something last, ISO 8601. */
  readonly lastActivity: string | null;
}

/** The machine that containers run on. Null: not known. */
export interface MachineFacts {
  /** What `uname -r` prints. */
  readonly kernelRelease: string | null;
  readonly osRelease: OsRelease | null;
  readonly maxUserNamespaces: number | null;
  /** Whether the kernel is built with user namespaces. */
  readonly hasUserNamespaces: boolean | null;
  readonly subuid: readonly SubordinateRange[] | null;
  readonly subgid: readonly SubordinateRange[] | null;
  readonly cgroupVersion: number | null;
  /** Of `/sys/kernel/security/lsm`. */
  readonly securityModules: readonly string[] | null;
  readonly selinuxMode: 'enforcing' | 'permissive' | 'disabled' | null;
  readonly serverVersion: string | null;
  readonly clientVersion: string | null;
  readonly runcVersion: string | null;
  readonly containerdVersion: string | null;
  /** Where the daemon keeps its data. */
  readonly dataRoot: string | null;
  readonly mountPoints: readonly string[] | null;
  readonly groups: readonly HostGroup[] | null;
  readonly auditWatches: readonly AuditWatch[] | null;
  /** By path; a path that is not named was not looked at. */
  readonly files: Readonly<Record<string, HostFile | null>> | null;
  readonly sysctls: Readonly<Record<string, string>> | null;
  readonly sockets: readonly HostSocket[] | null;
  /** Who built the daemon, as `docker version` tells it: `Docker Engine - Community`; empty: it does not say. */
  readonly serverPlatform: string | null;
  /** What DOCKER_CONTENT_TRUST is set to, wherever the client may take it from; empty: nowhere. */
  readonly contentTrust: readonly string[] | null;
  readonly sensor: RuntimeSensor | null;
  readonly inventory: {
    readonly images: number;
    /** Images that a container was made of; null: not known. */
    readonly usedImages: number | null;
    readonly containers: number;
    readonly running: number;
  } | null;
}

/** What the daemon tells of the swarm it is in. Null: not known. */
export interface SwarmFacts {
  readonly state: 'inactive' | 'pending' | 'active' | 'locked' | 'error' | null;
  readonly isManager: boolean | null;
  readonly managers: number | null;
  readonly nodes: number | null;
  readonly nodeAddress: string | null;
  /** Of its port of management, with the port: `0.0.0.0:2377`. */
  readonly listenAddress: string | null;
  readonly advertiseAddress: string | null;
  /** What traffic between containers uses; empty: the same as management. */
  readonly dataPathAddress: string | null;
  /** When its certificate authority was made, ISO 8601. */
  readonly authorityCreatedAt: string | null;
  readonly isAutolocked: boolean | null;
  /** Nanoseconds, as the engine tells it. */
  readonly certificateExpiry: number | null;
  readonly secretCount: number | null;
}
