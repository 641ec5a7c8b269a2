/** A setting of the daemon as it is in force. */
export interface Setting<Value> {
  readonly value: Value;
  /** `info`: the running daemon tells; `default`: neither a flag nor daemon.json sets it. */
  readonly source: 'flag' | 'daemon.json' | 'info' | 'default';
}

/** What dockerd is told to do (https://docs.docker.com/reference/cli/dockerd/). Null: not known. */
export interface DaemonSettings {
  readonly icc: Setting<boolean> | null;
  readonly logLevel: Setting<string> | null;
  readonly debug: Setting<boolean> | null;
  readonly iptables: Setting<boolean> | null;
  readonly ip6tables: Setting<boolean> | null;
  /** The address that ports are published on where none is named. */
  readonly ip: Setting<string> | null;
  readonly allowDirectRouting: Setting<boolean> | null;
  /** Hosts, with ports, and blocks of addresses. */
  readonly insecureRegistries: Setting<readonly string[]> | null;
  readonly registryMirrors: Setting<readonly string[]> | null;
  readonly storageDriver: Setting<string> | null;
  readonly storageOptions: Setting<readonly string[]> | null;
  /** What its API listens on: `unix:///run/docker.sock`, `tcp://0.0.0.0:2376`, `fd://`. */
  readonly hosts: Setting<readonly string[]> | null;
  readonly tls: Setting<boolean> | null;
  readonly tlsVerify: Setting<boolean> | null;
  /** Paths; empty: not set, which stands for a file in the home of its user. */
  readonly tlsCa: Setting<string> | null;
  readonly tlsCertificate: Setting<string> | null;
  readonly tlsKey: Setting<string> | null;
  /** Name → limit as written. */
  readonly defaultUlimits: Setting<Readonly<Record<string, string>>> | null;
  /** Empty: off. */
  readonly usernsRemap: Setting<string> | null;
  readonly cgroupParent: Setting<string> | null;
  readonly authorizationPlugins: Setting<readonly string[]> | null;
  readonly logDriver: Setting<string> | null;
  /** Values of secret options are not kept. */
  readonly logOptions: Setting<Readonly<Record<string, string>>> | null;
  readonly noNewPrivileges: Setting<boolean> | null;
  readonly liveRestore: Setting<boolean> | null;
  readonly userlandProxy: Setting<boolean> | null;
  /** `builtin`, `unconfined`, or the path of a file. */
  readonly seccompProfile: Setting<string> | null;
  readonly selinuxEnabled: Setting<boolean> | null;
  readonly experimental: Setting<boolean> | null;
  /** Empty: off. */
  readonly metricsAddress: Setting<string> | null;
  readonly dataRoot: Setting<string> | null;
  readonly defaultCgroupNamespace: Setting<string> | null;
  readonly defaultIpcMode: Setting<string> | null;
}

/** What is wrong with daemon.json. */
export interface DaemonConfiguration {
  /** Why it is no JSON object. */
  readonly error: string | null;
  /** Keys that dockerd does not know, sorted. */
  readonly unknownKeys: readonly string[];
  /** Keys whose value is of another type than dockerd takes, sorted. */
  readonly wrongTypes: readonly string[];
  /** Keys that a flag sets besides, sorted; null: the flags are not known. */
  readonly conflicts: readonly string[] | null;
  /** Keys that stand in it, sorted. */
  readonly keys: readonly string[];
}

/** The Docker daemon as it runs, or as its configuration tells. Null: not known. */
export interface DaemonFacts {
  readonly isRootless: boolean | null;
  readonly processUid: number | null;
  /** Of `docker info`: `name=seccomp,profile=builtin`. */
  readonly securityOptions: readonly string[] | null;
  /** `iptables`, `nftables`, as `docker info` tells it. */
  readonly firewallBackend: string | null;
  readonly settings: DaemonSettings;
  /** Null: daemon.json was not read. One that is not there has no keys. */
  readonly configuration: DaemonConfiguration | null;
}
