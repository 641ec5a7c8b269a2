import type { StoredFirewall } from '../firewall/stored-firewall.js';
import type { PublishedAddress } from '../firewall/port-match.js';

/** A network of `docker network inspect`. */
export interface HostNetwork {
  /** Empty: not told. */
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  readonly isInternal: boolean;
  /** The network of a swarm that published ports of services are reached by. */
  readonly isIngress: boolean;
  /** Null: not told. */
  readonly hasIpv6: boolean | null;
  readonly options: Readonly<Record<string, string>>;
  /** Name of its interface on the host; null: it has none that the network tells of. */
  readonly bridge: string | null;
  readonly subnets: readonly NetworkSubnet[];
  /** What is attached on this host; null: not told. */
  readonly endpoints: readonly NetworkEndpoint[] | null;
}

export interface NetworkSubnet {
  /** As `172.20.0.0/16`. */
  readonly subnet: string;
  /** Block that addresses are picked from; null: the whole subnet. */
  readonly range: string | null;
  readonly gateway: string | null;
}

export interface NetworkEndpoint {
  /** Name of the container. */
  readonly container: string;
  /** Without the length of the prefix; null: it has none. */
  readonly ipv4: string | null;
  readonly ipv6: string | null;
}

/** A port of the host that leads to a container or to a service. */
export interface HostPublishedPort extends PublishedAddress {
  /** Name of the container or service. */
  readonly workload: string;
}

/** An address of an interface of the host. */
export interface HostAddress {
  readonly interface: string;
  /** Without the length of the prefix. */
  readonly address: string;
}

export interface HostRoute {
  /** As `10.0.0.0/8`; `default`: all that no other route is for. */
  readonly destination: string;
  /** Null: it names none. */
  readonly interface: string | null;
}

/** What writes rules of the firewall at the start of the host, by the name of its service. */
export interface FirewallService {
  readonly name: string;
  /** Whether it runs at each start. */
  readonly state: 'enabled' | 'disabled' | 'absent';
}

export const clouds = ['aws', 'gcp', 'azure', 'aliyun', 'tencent', 'other', 'none'] as const;
/** `other`: a cloud that is not named; `none`: a machine of one's own. */
export type Cloud = (typeof clouds)[number];

/** Networks, and what leads from and to them. Null: not known. */
export interface NetworkFacts {
  readonly networks: readonly HostNetwork[] | null;
  readonly published: readonly HostPublishedPort[] | null;
  readonly addresses: readonly HostAddress[] | null;
  readonly routes: readonly HostRoute[] | null;
  readonly cloud: Cloud | null;
  /** Rules of the host's firewall as they are in force. */
  readonly firewall: StoredFirewall | null;
  readonly firewallServices: readonly FirewallService[] | null;
  /** Rules in files that those services read, by the file's path. */
  readonly storedRules: Readonly<Record<string, StoredFirewall['iptables']>> | null;
}
