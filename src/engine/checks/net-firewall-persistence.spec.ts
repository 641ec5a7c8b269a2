import { describe, expect, it } from 'vitest';
import { dockerHostRules, guideRules } from '../firewall/firewall-samples.js';
import { aBundle } from './example-host.js';
import { aDefaultBridge, aFirewalledHost } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netFirewallPersistenceCheck } from './net-firewall-persistence.check.js';

const drop = '-d 169.254.169.254/32 -j DROP';
const enabled = { 'firewall-services': 'netfilter-persistent enabled\nufw disabled' };
const stored = (file: string, ...rules: readonly string[]) =>
  [
    `# file ${file}`,
    '*filter',
    ':DOCKER-USER - [0:0]',
    ...rules.map((rule) => `-A DOCKER-USER ${rule}`),
    'COMMIT',
  ].join('\n');
const v4 = '/etc/iptables/rules.v4';
const withIpv6 = { networks: JSON.stringify([{ ...aDefaultBridge, EnableIPv6: true }]) };

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: aFirewalledHost(['-j RETURN']), elements: ['pass'] },
  { text: aFirewalledHost([drop]), elements: ['unknown'] },
  { text: aFirewalledHost([drop], { 'firewall-services': 'ufw absent' }), elements: ['IPv4 stored'] },
  { text: aFirewalledHost([drop], { ...enabled }), elements: ['unknown'] },
  { text: aFirewalledHost([drop], { ...enabled, 'stored-rules': '# none' }), elements: ['IPv4 stored'] },
  { text: aFirewalledHost([drop], { ...enabled, 'stored-rules': stored(v4, drop) }), elements: ['pass'] },
  // As an administrator writes it.
  {
    text: aFirewalledHost([drop], { ...enabled, 'stored-rules': stored(v4, '-d 169.254.169.254 -j DROP') }),
    elements: ['pass'],
  },
  {
    text: aFirewalledHost([drop], { ...enabled, 'stored-rules': stored('/etc/ufw/after.rules', drop) }),
    elements: ['IPv4 stored'],
  },
  {
    text: aFirewalledHost([drop], { ...enabled, 'stored-rules': `# unreadable ${v4}` }),
    elements: ['unknown'],
  },
  { text: aFirewalledHost([drop], { 'firewall-services': 'nftables enabled' }), elements: ['unknown'] },
  { text: aFirewalledHost([drop]), parameters: { persisted_by: 'docker-user.service' }, elements: ['pass'] },
  {
    text: aFirewalledHost([drop], { iptables: dockerHostRules([], 'ACCEPT') }),
    elements: ['IPv4 FORWARD (medium)'],
  },
  // Of the guide's rules (§7.3) there are none for IPv6.
  {
    text: aFirewalledHost(guideRules, withIpv6),
    parameters: { persisted_by: 'x' },
    elements: ['IPv6 DOCKER-USER'],
  },
  {
    text: aFirewalledHost([drop], withIpv6, ['-d fd00:ec2::254/128 -j DROP']),
    parameters: { persisted_by: 'x' },
    elements: ['pass'],
  },
  {
    text: aFirewalledHost(guideRules, { networks: '{' }),
    parameters: { persisted_by: 'x' },
    elements: ['unknown'],
  },
];

describe('net-firewall-persistence', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netFirewallPersistenceCheck, given)).toEqual(given.elements);
  });
});
