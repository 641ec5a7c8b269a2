import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { aNetwork, aPublishing } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netSubnetSanityCheck } from './net-subnet-sanity.check.js';

const net = (name: string, Subnet: string, IPRange?: string) =>
  aNetwork(name, { Id: name.padEnd(64, '0'), IPAM: { Config: [{ Subnet, IPRange }] } });
const on = (routes: string | null, networks: readonly unknown[], containers = '[]') =>
  aBundle({ networks: JSON.stringify(networks), containers, ...(routes !== null && { routes }) });
const fixed = (address: string) =>
  aPublishing('', {
    NetworkSettings: { Ports: {}, Networks: { shop: { IPAMConfig: { IPv4Address: address } } } },
  });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: on('', []), elements: ['pass'] },
  { text: on(null, [net('a', '10.1.0.0/24')]), elements: ['unknown'] },
  { text: on('', [net('a', '10.1.0.0/24'), net('b', '10.2.0.0/24')]), elements: ['pass'] },
  {
    text: on('', [net('b', '10.1.0.0/24'), net('a', '10.1.0.0/25')]),
    elements: ['a b (medium)'],
  },
  { text: on('', [net('a', '10.0.0.0/19')]), elements: ['a 10.0.0.0/19 (info)'] },
  { text: on('', [net('a', 'fd00::/64')]), elements: ['pass'] },
  {
    text: on('default dev eth0\n10.1.0.0/16 via 10.9.0.1 dev eth0', [net('a', '10.1.4.0/24')]),
    elements: ['a 10.1.0.0/16 (medium)'],
  },
  { text: on('10.1.4.0/24 dev br-a00000000000', [net('a', '10.1.4.0/24')]), elements: ['pass'] },
  // The addresses that the guide gives (§7.1), in a narrower subnet.
  {
    text: on('', [net('shop', '172.20.240.0/20', '172.20.240.0/24')], fixed('172.20.240.10')),
    elements: ['web 172.20.240.10'],
  },
  {
    text: on('', [net('shop', '172.20.240.0/20', '172.20.241.0/24')], fixed('172.20.240.10')),
    elements: ['pass'],
  },
  {
    text: aBundle({ networks: JSON.stringify([net('shop', '10.1.0.0/24', '10.1.0.0/25')]), routes: '' }),
    elements: ['unknown'],
  },
];

describe('net-subnet-sanity', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netSubnetSanityCheck, given)).toEqual(given.elements);
  });
});
