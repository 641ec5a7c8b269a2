import { describe, expect, it } from 'vitest';
import { aBundle } from '../../checks/example-host.js';
import { aNetwork, aPublishing } from '../../checks/example-network.js';
import { dockerHostRules } from '../../firewall/firewall-samples.js';
import { firewallOf } from '../../firewall/stored-firewall.js';
import type { HostFacts, HostPart } from '../../model/host-facts.js';
import { hostAdapter } from '../host.adapter.js';
import { defaultReadOptions } from '../input-adapter.js';

function factsOf(parts: Partial<Record<HostPart, string>>): HostFacts {
  const read = hostAdapter.read(aBundle(parts), { ...defaultReadOptions, name: 'host.json' });
  if (!read.ok) throw new Error(read.problem.message.en);
  return read.facts;
}
const networkOf = (parts: Partial<Record<HostPart, string>>) => factsOf(parts).network;

describe('the network of a host', () => {
  it('reads networks with their subnets and containers', () => {
    const { networks } = networkOf({
      networks: JSON.stringify([
        aNetwork('shop', {
          endpoints: ['web'],
          EnableIPv6: true,
          IPAM: { Config: [{ Subnet: '172.19.0.0/24', IPRange: '172.19.0.128/25' }, 7] },
        }),
        aNetwork('bridge', { Containers: undefined }),
        aNetwork('named', { Options: { 'com.docker.network.bridge.name': 'mine0' } }),
        { Name: 'x', Driver: 'overlay', Ingress: true, Containers: { 'lb-x': { Name: 'x-endpoint' } } },
      ]),
    });
    expect(networks).toMatchObject([
      {
        name: 'shop',
        bridge: `br-${'c'.repeat(12)}`,
        hasIpv6: true,
        subnets: [{ subnet: '172.19.0.0/24', range: '172.19.0.128/25', gateway: null }],
        endpoints: [{ container: 'web', ipv4: '172.19.0.2', ipv6: null }],
      },
      { bridge: 'docker0', endpoints: null },
      { bridge: 'mine0' },
      { bridge: null, isIngress: true, hasIpv6: null, endpoints: [] },
    ]);
  });

  it('takes ports as they are bound, else as they are asked for, on the address of the daemon', () => {
    const asked = {
      '53/udp': [{ HostPort: '5353' }],
      '80/tcp': [{ HostIp: '10.0.0.5', HostPort: '8000-8001' }],
    };
    const stopped = { HostConfig: { PortBindings: asked }, NetworkSettings: { Ports: {} } };
    const parts = { 'daemon-json': '{ "ip": "127.0.0.1" }', 'daemon-arguments': 'dockerd' };
    expect(networkOf({ containers: aPublishing('::') }).published).toEqual([
      { workload: 'web', hostIp: '::', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
    ]);
    expect(networkOf({ ...parts, containers: aPublishing('', stopped) }).published).toEqual([
      { workload: 'web', hostIp: '127.0.0.1', hostPort: 5353, containerPort: 53, protocol: 'udp' },
      { workload: 'web', hostIp: '10.0.0.5', hostPort: 8000, containerPort: 80, protocol: 'tcp' },
      { workload: 'web', hostIp: '10.0.0.5', hostPort: 8001, containerPort: 80, protocol: 'tcp' },
    ]);
    expect(networkOf({}).published).toBeNull();
  });

  it('reads addresses and routes as iproute2 and busybox print them', () => {
    const { addresses, routes } = networkOf({
      addresses: [
        '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue \\    link/loopback 00:00:00:00:00:00',
        '2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0\\       valid_lft forever',
        '3: wg0@if4    inet6 fd00::5/64 scope global',
      ].join('\n'),
      routes:
        'default via 10.0.0.1 dev eth0 \n172.17.0.0/16 dev docker0 proto kernel\nblackhole 10.9.0.0/16\nfe80::/64 dev eth0',
    });
    expect(addresses).toEqual([
      { interface: 'eth0', address: '10.0.0.5' },
      { interface: 'wg0', address: 'fd00::5' },
    ]);
    expect(routes).toEqual([
      { destination: 'default', interface: 'eth0' },
      { destination: '172.17.0.0/16', interface: 'docker0' },
      { destination: '10.9.0.0/16', interface: null },
      { destination: 'fe80::/64', interface: 'eth0' },
    ]);
  });

  it.each([
    ['sys_vendor = Amazon EC2', 'aws'],
    ['sys_vendor = Xen\nbios_version = 4.11.amazon', 'aws'],
    ['product_name = Google Compute Engine', 'gcp'],
    ['sys_vendor = Microsoft Corporation\nchassis_asset_tag = 7783-7084-3265-9085-8269-3286-77', 'azure'],
    ['sys_vendor = Microsoft Corporation\nproduct_name = Virtual Machine', null],
    ['sys_vendor = Alibaba Cloud', 'aliyun'],
    ['sys_vendor = Tencent Cloud', 'tencent'],
    ['sys_vendor = OpenStack Foundation', 'other'],
    ['sys_vendor = Dell Inc.', 'none'],
    ['sys_vendor = QEMU', null],
  ])('takes %s for the cloud %s', (dmi, cloud) => {
    expect(networkOf({ dmi }).cloud).toBe(cloud);
  });

  it('keeps the rules of the firewall as JSON that they are followed by again, without secrets', () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const rule = `-s 10.0.0.1/32 -m comment --comment "${secret}" -j DROP`;
    const { firewall } = networkOf({ iptables: dockerHostRules([rule]), nft: '' });
    const text = JSON.stringify(firewall);
    expect(text).not.toContain(secret);
    const again = firewallOf(JSON.parse(text) as NonNullable<typeof firewall>);
    expect(again.ip6tables).toBeNull();
    expect(again.nft).toBeNull();
    const [table] = again.iptables?.tables ?? [];
    expect(table?.chains.get('DOCKER-USER')?.rules).toMatchObject([
      { number: 1, conditions: [{ field: 'source', values: ['10.0.0.1/32'] }], target: { kind: 'drop' } },
    ]);
  });

  it('takes rules without any table for not known, and says so', () => {
    const { network, parts } = factsOf({ iptables: '', ip6tables: '# nothing' });
    expect(network.firewall).toBeNull();
    expect(parts.iptables).toEqual({ status: 'partial', reason: 'it tells of no table' });
    expect(parts.ip6tables.status).toBe('partial');
  });

  it('reads what is stored for the next start, file by file', () => {
    const { network, parts } = factsOf({
      'firewall-services': 'ufw enabled\niptables absent\nx maybe',
      'stored-rules': [
        '# file /etc/iptables/rules.v4',
        '*filter',
        ':DOCKER-USER - [0:0]',
        '-A DOCKER-USER -j DROP',
        'COMMIT',
        '# unreadable /etc/ufw/after.rules',
      ].join('\n'),
    });
    expect(network.firewallServices).toEqual([
      { name: 'ufw', state: 'enabled' },
      { name: 'iptables', state: 'absent' },
    ]);
    expect(network.storedRules?.['/etc/iptables/rules.v4']?.tables).toMatchObject([
      { family: 'ip', chains: [{ name: 'DOCKER-USER', rules: [{ target: { kind: 'drop' } }] }] },
    ]);
    expect(parts['firewall-services'].status).toBe('partial');
    expect(parts['stored-rules'].reason).toBe('/etc/ufw/after.rules could not be read');
  });

  it('reads the addresses of a swarm, a sensor and content trust', () => {
    const { swarm, machine } = factsOf({
      'swarm-state': '{ "ListenAddr": "0.0.0.0:2377", "AdvertiseAddr": "10.0.0.5:2377", "DataPathAddr": "" }',
      sensors: 'falco-installed = true\nfalco-running = false\nfalco-activity = 1767225600',
      environment: 'collector\n/etc/environment DOCKER_CONTENT_TRUST="1"',
    });
    expect(swarm).toMatchObject({
      listenAddress: '0.0.0.0:2377',
      advertiseAddress: '10.0.0.5:2377',
      dataPathAddress: '',
    });
    expect(machine.sensor).toEqual({
      isInstalled: true,
      isRunning: false,
      lastActivity: '2026-01-01T00:00:00.000Z',
    });
    expect(machine.contentTrust).toEqual(['1']);
  });
});
