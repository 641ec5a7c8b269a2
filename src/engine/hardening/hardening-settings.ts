/** A port that the host publishes, and who may reach it. */
export interface PortRule {
  /** As published on the host: before the translation (DNAT). */
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Addresses and networks of either family, `192.168.1.0/24`; empty: nobody. */
  readonly sources: readonly string[];
}

/** What whoever hardens says beside the text. Null, or an empty list: the product decides, or leaves it. */
export interface HardeningSettings {
  /** Reference that stands in place of the workload's image, or the image where there is no text. */
  readonly image: string | null;
  /** Names the container where there is no text, and profiles and files. */
  readonly name: string | null;
  /** `uid` or `uid:gid`. */
  readonly user: string | null;
  /** As Docker writes it: `512m`. */
  readonly memory: string | null;
  /** `1.5`. */
  readonly cpus: string | null;
  readonly pids: number | null;
  /** A network of one's own that the container is put on. */
  readonly network: string | null;
  /** The address of the host that ports without one are published on; null: 127.0.0.1. */
  readonly publishAddress: string | null;
  /** Run within the container: fails when the program is not well. */
  readonly healthCommand: string | null;
  /** Where syslog takes what is logged: `tcp+tls://logs.example.com:6514`; null: the journal of the host. */
  readonly logAddress: string | null;
  /** Capabilities that a test proved to be needed: they stay although policies forbid them. */
  readonly keepCapabilities: readonly string[];
  /** Whether the run line and the service name the profiles made for AppArmor and seccomp, which are loaded first. */
  readonly usesProfiles: boolean;
  /** Text of the default profile of the engine in use; null: that of the product. */
  readonly defaultSeccomp: string | null;
  /** Who may reach published ports. */
  readonly ports: readonly PortRule[];
  /** Who the users of containers are remapped to. */
  readonly remapUser: string;
  /** Whether daemon.json is to remap them. */
  readonly remapsUsers: boolean;
}

export const defaultHardeningSettings: HardeningSettings = {
  image: null,
  name: null,
  user: null,
  memory: null,
  cpus: null,
  pids: null,
  network: null,
  publishAddress: null,
  healthCommand: null,
  logAddress: null,
  keepCapabilities: [],
  usesProfiles: false,
  defaultSeccomp: null,
  ports: [],
  remapUser: 'dockremap',
  remapsUsers: false,
};
