import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { dockerHostRules } from '../firewall/firewall-samples.js';
import type { HostSubject } from './check.js';
import { subjectOfText } from './evaluate-example.js';
import { aBundle, anInfo } from './example-host.js';
import { aFirewalledHost, aNetwork } from './example-network.js';
import { comparisonsOfEach, firewallBackend, firewallIn, undecidedOf } from './firewall-check.js';
import { checks } from './index.generated.js';

const subjectOf = (text: string) => subjectOfText('host', text) as HostSubject;
const ofNetworks = checks.filter(({ area }) => area === 'network');
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

/** More of everything than any host has. */
const hostile = aBundle({
  'docker-info': anInfo(),
  dmi: 'sys_vendor = Amazon EC2',
  iptables: dockerHostRules(
    many(20_000, (index) => `-s ${address(index)}/32 -p tcp -m tcp --dport ${(index % 60_000) + 1} -j DROP`),
  ),
  ip6tables: dockerHostRules(many(5_000, (index) => `-d fd00::${index.toString(16)}/128 -j ACCEPT`)),
  networks: JSON.stringify(
    many(2_000, (index) => aNetwork(`n${index}`, { IPAM: { Config: [{ Subnet: `${address(index)}/8` }] } })),
  ),
  containers: JSON.stringify([
    {
      Id: 'a',
      Name: '/a',
      State: { Status: 'running' },
      Config: {},
      HostConfig: { NetworkMode: 'host' },
      NetworkSettings: {
        Ports: { '80/tcp': many(20_000, (index) => ({ HostIp: '0.0.0.0', HostPort: `${index + 1}` })) },
      },
    },
  ]),
  addresses: many(5_000, (index) => `2: eth0    inet ${address(index)}/8 scope global eth0`).join('\n'),
  routes: many(5_000, (index) => `${address(index)}/24 dev eth0`).join('\n'),
});

describe('checks of a firewall', () => {
  it('end in good time whatever there is of rules, ports, networks and addresses', () => {
    const subject = subjectOf(hostile);
    for (const check of ofNetworks) {
      const start = processorTime();
      check.evaluate(subject, check.parameters.parse({}), new Date());
      expect(processorTime() - start, check.id).toBeLessThan(15_000);
    }
  }, 120_000);

  it('compare less with each rule the more rules there are', () => {
    const of = (count: number) => {
      const firewall = firewallIn(subjectOf(aFirewalledHost(many(count, () => '-j RETURN'))).facts);
      return firewall && comparisonsOfEach(firewall);
    };
    expect(of(10)).toBeGreaterThan(5_000);
    expect(of(10_000)).toBeLessThan(100);
  });

  it.each([
    [anInfo({ FirewallBackend: { Driver: 'nftables' } }), 'nftables'],
    [anInfo({ FirewallBackend: { Driver: 'iptables+firewalld' } }), 'iptables'],
    [anInfo({ ServerVersion: '28.5.1' }), 'iptables'],
    [anInfo({ ServerVersion: '29.0.0' }), null],
    [aBundle({}), null],
  ])('take %s for the backend %s', (text, backend) => {
    expect(firewallBackend(subjectOf(text).facts)).toBe(backend);
  });

  it('tell three reasons, each once, and how many more there are', () => {
    const reason = (name: string) => ({ en: name, zh: name });
    expect(undecidedOf([])).toBeNull();
    expect(undecidedOf(['a', 'b', 'a', 'c', 'd'].map(reason))?.en).toBe('Not decided: a; b; c; and 1 more.');
  });
});
