import { describe, expect, it } from 'vitest';
import { dockerHostRules, guideRules } from '../firewall/firewall-samples.js';
import { aBundle } from './example-host.js';
import { aDefaultBridge, aFirewalledHost, aNetwork, aPublishing } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netMetadataBlockedCheck } from './net-metadata-blocked.check.js';

const drop = '-d 169.254.169.254/32 -j DROP';
const networks = (...all: readonly unknown[]) => ({ networks: JSON.stringify(all) });
const withIpv6 = networks({ ...aDefaultBridge, EnableIPv6: true });
const dmi = (text: string) => ({ dmi: text });
const onHost = { containers: aPublishing('', { HostConfig: { NetworkMode: 'host' } }) };
const outgoing = (rule: string) =>
  dockerHostRules([drop]).replace('COMMIT', `-A OUTPUT -d 169.254.169.254/32 ${rule}\nCOMMIT`);

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: aFirewalledHost([]), elements: ['169.254.169.254'] },
  { text: aFirewalledHost([drop]), elements: ['pass'] },
  // The guide's rules (§7.3) stop IPv4.
  { text: aFirewalledHost(guideRules), elements: ['pass'] },
  { text: aFirewalledHost(guideRules, withIpv6), elements: ['fd00:ec2::254'] },
  { text: aFirewalledHost([drop], withIpv6, ['-d fd00:ec2::254/128 -j DROP']), elements: ['pass'] },
  {
    text: aFirewalledHost([drop], networks({ ...aDefaultBridge, EnableIPv6: undefined })),
    elements: ['unknown'],
  },
  { text: aFirewalledHost(['-j ACCEPT', drop]), elements: ['169.254.169.254'] },
  { text: aFirewalledHost([`-m string --string x ${drop}`]), elements: ['unknown'] },
  { text: aFirewalledHost([], dmi('sys_vendor = Dell Inc.')), elements: ['not_applicable'] },
  { text: aFirewalledHost([], dmi('sys_vendor = QEMU')), elements: ['unknown'] },
  {
    text: aFirewalledHost([drop, '-d 169.254.170.2 -j DROP', '-d 100.100.100.200/32 -j REJECT'], dmi('x')),
    elements: ['pass'],
  },
  { text: aFirewalledHost([drop], dmi('sys_vendor = Alibaba Cloud')), elements: ['100.100.100.200'] },
  { text: aFirewalledHost([drop], dmi('sys_vendor = Google')), elements: ['pass'] },
  { text: aFirewalledHost([]), parameters: { imds_hop_limit: 1 }, elements: ['pass'] },
  { text: aFirewalledHost([]), parameters: { imds_hop_limit: 2 }, elements: ['169.254.169.254'] },
  {
    text: aFirewalledHost([]),
    parameters: { addresses_v4: ['192.0.2.7'] },
    elements: ['192.0.2.7'],
  },
  { text: aFirewalledHost([drop], onHost), elements: ['host network web (medium)'] },
  { text: aFirewalledHost([], { ...onHost, iptables: outgoing('-j DROP') }), elements: ['pass'] },
  {
    text: aFirewalledHost([drop], networks(aNetwork('l2', { Driver: 'macvlan', endpoints: ['a'] }))),
    elements: ['unknown'],
  },
  { text: aFirewalledHost([drop], { ...networks(), containers: '{' }), elements: ['pass'] },
  {
    text: aFirewalledHost([drop], {
      containers: aPublishing('', { Config: { Image: 'amazon/amazon-ecs-agent:1.90', Labels: {} } }),
    }),
    elements: ['169.254.170.2'],
  },
];

describe('net-metadata-blocked', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netMetadataBlockedCheck, given)).toEqual(given.elements);
  });
});
