import type { EnvironmentFile } from './environment-file.js';
import type { Mount } from './mount.js';

/** Where the text of an input states something. */
export interface Place {
  /** Path from the project's folder when it is another file than the input itself; null: the input itself. */
  readonly file: string | null;
  /** Index of the YAML document or of the element of a JSON list; 0 where there is one. */
  readonly document: number;
  /** JSON pointer within that document; empty: the whole of it, or an input that is none of YAML and JSON. */
  readonly pointer: string;
  /** 1-based; null where lines mean nothing. */
  readonly line: number | null;
}

/** Where a value comes from when the workload's own definition does not state it. */
export type FactSource = 'pod' | 'daemon' | 'image' | 'engine';

/** An image as a workload or a `FROM` names it. */
export interface ImageReference {
  /** As written, secrets redacted. */
  readonly raw: string;
  /** `docker.io` when omitted; null: it cannot be told. */
  readonly registry: string | null;
  /** With `library/` where Docker leaves it out; null: it cannot be told. */
  readonly repository: string | null;
  /** Null: none is written. */
  readonly tag: string | null;
  /** `sha256:…`; null: none is written. */
  readonly digest: string | null;
  /** Holds a variable that is not resolved: what is null is not known then. */
  readonly isUnresolved: boolean;
}

export interface WorkloadImage extends ImageReference {
  /** Image id that the engine resolved it to. */
  readonly resolvedId: string | null;
  readonly isBuiltLocally: boolean | null;
  readonly pullPolicy: 'always' | 'missing' | 'never' | null;
}

export interface WorkloadUser {
  /** As written, without the group; null: not stated. */
  readonly raw: string | null;
  readonly uid: number | null;
  readonly gid: number | null;
  /** `none`: the image is known and names no user, so it is root; `unknown`: nothing tells. */
  readonly source: 'explicit' | 'pod' | 'image' | 'none' | 'unknown';
  /** Group names or ids, as written. Null: not known. */
  readonly supplementaryGroups: readonly string[] | null;
  readonly runAsNonRoot: boolean | null;
}

export interface PublishedPort {
  /** Null: the engine's default, every address unless the daemon says otherwise. */
  readonly hostIp: string | null;
  /** Null: one that the engine picks. */
  readonly hostPort: number | null;
  /** Last port of a range; null: it is none. */
  readonly hostPortEnd: number | null;
  /** Null: it holds a variable that is not resolved. */
  readonly containerPort: number | null;
  readonly containerPortEnd: number | null;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly mode: 'ingress' | 'host' | null;
}

/** An environment variable. A value that looks secret is never kept. */
export interface WorkloadVariable {
  readonly name: string;
  readonly valueClass:
    | 'literal'
    | 'empty'
    | 'placeholder'
    /** Taken over from the environment of whoever starts it. */
    | 'host-env'
    | 'interpolated'
    /** The value is a path, or the name ends in _FILE. */
    | 'file-ref'
    | 'secret-ref'
    | 'configmap-ref'
    | 'field-ref';
  /** A safe preview of the value. */
  readonly preview: string;
  /** Characters of the value. */
  readonly length: number;
  /** Ids of the secret detectors that the value matched. */
  readonly detections: readonly string[];
}

export interface WorkloadSecret {
  readonly name: string;
  readonly provider: 'swarm' | 'compose-file' | 'compose-env' | 'kubernetes' | 'external-store' | 'unknown';
  readonly target: string | null;
  /** Octal digits, `0440`; null: the provider's default. */
  readonly mode: string | null;
  readonly uid: string | null;
  readonly isExternal: boolean;
  readonly isWritable: boolean;
}

/**
 * One container definition, whatever the input: what is stated, or what would run once defaults are laid under it.
 * Null is what is not stated or not known; an empty list, false, 0 and `unset` are known to be absent. Texts are
 * redacted. Sections follow the catalogue's fact model `workload`.
 */
export interface WorkloadFacts {
  readonly origin: {
    readonly input: 'run-command' | 'container' | 'compose' | 'kubernetes' | 'swarm-service';
    /** Stable within the document: `web` of compose, `Deployment/shop/web` of kubernetes, empty when it has no name. */
    readonly name: string;
    readonly kind: string | null;
    readonly namespace: string | null;
    /** `sidecar`: an init container that keeps running; what Docker runs is always `app`. */
    readonly role: 'app' | 'init' | 'sidecar' | 'ephemeral';
    readonly os: 'linux' | 'windows';
    /** Index in the document's list of pods; null: no pod. */
    readonly pod: number | null;
  };
  /** Null: the definition names none. */
  readonly image: WorkloadImage | null;
  readonly user: WorkloadUser;
  /** `engine-default`: known not to be stated, the daemon decides. */
  readonly usernsMode: 'host' | 'private' | 'engine-default' | null;
  readonly privileged: boolean | null;
  readonly capabilities: {
    /** Upper case, without `CAP_`; may hold `ALL`. */
    readonly add: readonly string[] | null;
    readonly drop: readonly string[] | null;
    /** What any process of it could ever have; null: not known. */
    readonly effectiveBounding: readonly string[] | null;
    /** What its first process has; null: the user is not known. */
    readonly processEffective: readonly string[] | null;
  };
  readonly noNewPrivileges: boolean | null;
  readonly rootfsReadOnly: boolean | null;
  readonly mounts: readonly Mount[] | null;
  readonly volumesFrom: readonly string[] | null;
  readonly usesApiSocket: boolean | null;
  readonly devices:
    | readonly { readonly hostPath: string; readonly permissions: string; readonly isUnresolved: boolean }[]
    | null;
  readonly deviceCgroupRules: readonly string[] | null;
  readonly hasGpus: boolean | null;
  readonly network: {
    readonly mode: 'default-bridge' | 'user-defined' | 'host' | 'none' | 'container' | 'pod' | null;
    readonly names: readonly string[];
    readonly sharedWith: string | null;
    readonly staticIp: string | null;
  };
  readonly namespaces: {
    readonly pid: 'private' | 'host' | 'container' | null;
    readonly ipc: 'private' | 'shareable' | 'host' | 'container' | 'none' | null;
    readonly uts: 'private' | 'host' | null;
    readonly cgroup: 'private' | 'host' | null;
    readonly isProcessShared: boolean | null;
  };
  readonly ports: readonly PublishedPort[] | null;
  readonly isEveryPortPublished: boolean | null;
  readonly exposedPorts: readonly { readonly port: number; readonly protocol: string }[] | null;
  readonly resources: {
    /** 0: unlimited. */
    readonly memoryBytes: number | null;
    /** Memory and swap together; -1: unlimited; 0: twice the memory. */
    readonly memorySwapBytes: number | null;
    readonly memoryRequestBytes: number | null;
    /** Thousandths of a core; 0: unlimited. */
    readonly cpuLimitMillis: number | null;
    readonly cpuRequestMillis: number | null;
    /** Relative weight; 0: the default. */
    readonly cpuShares: number | null;
    /** 0 and -1: unlimited. */
    readonly pidsLimit: number | null;
    readonly ulimits:
      readonly { readonly name: string; readonly soft: number; readonly hard: number }[] | null;
    readonly isOomKillDisabled: boolean | null;
    readonly oomScoreAdjustment: number | null;
  };
  /** Empty: the engine's own. */
  readonly cgroupParent: string | null;
  readonly seccomp: { readonly mode: ProfileMode | null; readonly profile: string | null };
  readonly apparmor: { readonly mode: ProfileMode | null; readonly profile: string | null };
  readonly selinux: {
    readonly mode: 'default' | 'custom' | 'disabled' | 'unset' | null;
    readonly options: {
      readonly user: string | null;
      readonly role: string | null;
      readonly type: string | null;
      readonly level: string | null;
    } | null;
  };
  readonly procMasks: 'default' | 'unmasked' | null;
  readonly sysctls: Readonly<Record<string, string>> | null;
  readonly environment: readonly WorkloadVariable[] | null;
  /** Files (or objects of a cluster) that bring further variables. */
  readonly environmentFiles: readonly EnvironmentFile[];
  readonly secrets: readonly WorkloadSecret[] | null;
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  /** `absent`: known to have none; what the image defines counts when it is `inherited`. */
  readonly healthcheck: { readonly state: 'defined' | 'disabled' | 'absent' | 'inherited' | null };
  readonly restart: {
    readonly policy: 'no' | 'always' | 'unless-stopped' | 'on-failure' | null;
    /** 0: without end. */
    readonly maxRetries: number | null;
  };
  readonly logging: {
    /** Null: not stated. */
    readonly driver: string | null;
    readonly options: Readonly<Record<string, string>>;
  };
  readonly runtime: string | null;
  readonly links: readonly string[] | null;
  readonly isRemovedAtExit: boolean | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Paths of facts (`privileged`, `mounts.0`, `capabilities.add`) → where the input states them; `` is the workload itself. */
  readonly places: Readonly<Record<string, Place>>;
  /** Where it runs; absent: nothing is known of that. */
  readonly runsOn?: RunsOn;
  /** Paths of facts that something beneath the definition decided → what. */
  readonly sources: Readonly<Record<string, FactSource>>;
  /** Paths of facts that are stated, but by a variable that is not resolved: no default takes their place. */
  readonly unresolved: readonly string[];
}

/** What is known of the host that a workload runs on, and of its daemon. Null: not known. */
export interface RunsOn {
  readonly hasAppArmor: boolean | null;
  readonly isSelinuxEnforced: boolean | null;
  /** Whether the daemon labels containers for it. */
  readonly isSelinuxEnabled: boolean | null;
  /** Names of the limits that the daemon sets where a workload does not. */
  readonly defaultUlimits: readonly string[] | null;
}

/** `unset`: known not to be stated. */
export type ProfileMode = 'default' | 'custom' | 'unconfined' | 'unset';
