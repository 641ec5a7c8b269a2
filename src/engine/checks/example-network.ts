import { dockerHostRules } from '../firewall/firewall-samples.js';
import type { HostPart } from '../model/host-facts.js';
import { aBundle } from './example-host.js';

/** A network as `docker network inspect` prints it; `members` are laid over it. */
export function aNetwork(
  name: string,
  {
    endpoints = [],
    ...members
  }: Readonly<Record<string, unknown>> & { readonly endpoints?: readonly string[] } = {},
): Record<string, unknown> {
  const ids = endpoints.map((_, index) => index.toString(16).padStart(64, '0'));
  return {
    Name: name,
    Id: name === 'bridge' ? 'b'.repeat(64) : 'c'.repeat(64),
    Scope: 'local',
    Driver: 'bridge',
    EnableIPv6: false,
    IPAM: { Driver: 'default', Config: [{ Subnet: '172.19.0.0/24', Gateway: '172.19.0.1' }] },
    Internal: false,
    Ingress: false,
    Containers: Object.fromEntries(
      endpoints.map((container, index) => [
        ids[index],
        { Name: container, IPv4Address: `172.19.0.${index + 2}/24`, IPv6Address: '' },
      ]),
    ),
    Options: {},
    ...members,
  };
}

/** The default bridge with one container on it. */
export const aDefaultBridge = aNetwork('bridge', {
  endpoints: ['web'],
  IPAM: { Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }] },
});

/** A container as `docker container inspect` prints it, that runs and publishes port 80 as 8080. */
export function aPublishing(hostIp = '0.0.0.0', members: Readonly<Record<string, unknown>> = {}): string {
  const ports = { '80/tcp': [{ HostIp: hostIp, HostPort: '8080' }] };
  return JSON.stringify([
    {
      Id: 'd'.repeat(64),
      Name: '/web',
      State: { Status: 'running' },
      Config: { Image: 'nginx:1.29', Labels: {} },
      HostConfig: { NetworkMode: 'bridge', PortBindings: ports },
      NetworkSettings: { Ports: ports, Networks: { bridge: {} } },
      ...members,
    },
  ]);
}

/** Addresses of the host as `ip -o addr` prints them. */
export const hostAddresses = [
  '1: lo    inet 127.0.0.1/8 scope host lo',
  '2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0',
  '3: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0',
].join('\n');

/** A host of Amazon's cloud with these rules in DOCKER-USER; `parts` are laid over its own. */
export function aFirewalledHost(
  rules: readonly string[],
  parts: Partial<Readonly<Record<HostPart, string>>> = {},
  rules6: readonly string[] = ['-j RETURN'],
): string {
  return aBundle({
    'docker-version': '{ "Server": { "Version": "28.5.1" } }',
    networks: JSON.stringify([aDefaultBridge]),
    containers: aPublishing(),
    iptables: dockerHostRules(rules),
    ip6tables: dockerHostRules(rules6),
    dmi: 'sys_vendor = Amazon EC2',
    addresses: hostAddresses,
    routes: 'default via 10.0.0.1 dev eth0\n172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1',
    ...parts,
  });
}

/** Rules that do what the guide's (§7.3) are there for. */
export const goodRules: readonly string[] = [
  '-s 192.168.1.100/32 -i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j RETURN',
  '-i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP',
  '-d 169.254.169.254/32 -j DROP',
  '-j RETURN',
];
