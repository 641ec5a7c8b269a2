import { describe, expect, it } from 'vitest';
import type { HostFirewall } from './firewall.js';
import { findMissingIpv6Rules } from './firewall-coverage.js';
import { aFirewall, guideRules, nftDockerUser, nftMatch } from './firewall-samples.js';
import { findIneffectiveRules } from './ineffective-rules.js';
import { findReachableMetadata } from './metadata-reach.js';
import { findMisreadPorts } from './port-match.js';
import { findShadowedRules } from './rule-order.js';

const published = [{ hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' }] as const;
const networks = [{ bridge: 'docker0', subnets: ['172.17.0.0/16'] }];

/** The numbers of the rules that are found, by what is wrong with them. */
function faults(firewall: HostFirewall) {
  const numbers = ({ violations }: ReturnType<typeof findShadowedRules>) =>
    violations.filter(({ family }) => family === 'ipv4').map(({ rule }) => rule);
  return {
    order: numbers(findShadowedRules(firewall)),
    ports: numbers(findMisreadPorts(firewall, published)),
    ineffective: numbers(findIneffectiveRules(firewall, ['192.168.1.5'], 'iptables')),
    metadata: numbers(findReachableMetadata(firewall, ['169.254.169.254'], networks)),
  };
}

const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
const port = (number: number) => nftMatch(payload('tcp', 'dport'), number);
const counter = { counter: { packets: 0, bytes: 0 } };

describe("the guide's rules (§7.3), with a port published as 8080:80", () => {
  const wrong = { order: [4], ports: [3, 4], ineffective: [1], metadata: [] };

  it('are wrong in order, port and address, and right about the metadata of IPv4', () => {
    expect(faults(aFirewall(guideRules))).toEqual(wrong);
  });

  it('are so as nft prints them too', () => {
    const firewall = nftDockerUser([
      [nftMatch(payload('ip', 'daddr'), '127.0.0.1'), port(22), counter, { drop: null }],
      [nftMatch(payload('ip', 'daddr'), '169.254.169.254'), counter, { drop: null }],
      [port(8080), counter, { drop: null }],
      [nftMatch(payload('ip', 'saddr'), '192.168.1.100'), port(8080), counter, { accept: null }],
      [counter, { return: null }],
    ]);
    expect(faults(firewall)).toEqual(wrong);
  });

  it('leave IPv6 as it was', () => {
    const firewall = aFirewall(guideRules);
    expect(findMissingIpv6Rules(firewall).violations).toHaveLength(1);
    expect(findReachableMetadata(firewall, ['fd00:ec2::254'], networks).violations).toMatchObject([
      { family: 'ipv6' },
    ]);
  });
});

it('passes what the guide meant, written as it works', () => {
  const right = [
    '-d 169.254.169.254/32 -j DROP',
    '-s 192.168.1.100/32 -i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j RETURN',
    '-i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP',
    '-j RETURN',
  ];
  const firewall = aFirewall(right, ['-d fd00:ec2::254/128 -j DROP']);
  expect(faults(firewall)).toEqual({ order: [], ports: [], ineffective: [], metadata: [] });
  expect(findMissingIpv6Rules(firewall)).toEqual({ violations: [], unknown: [] });
});
