import { describe, expect, it } from 'vitest';
import { guideRules } from '../firewall/firewall-samples.js';
import { evaluateText } from './evaluate-example.js';
import { aBundle, anInfo } from './example-host.js';
import { aFirewalledHost } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netDockerUserIneffectiveCheck } from './net-docker-user-ineffective.check.js';

const toHost = '-d 10.0.0.5/32 -p tcp -m tcp --dport 22 -j DROP';
const nftables = anInfo({ FirewallBackend: { Driver: 'nftables' } });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: aFirewalledHost([toHost]), elements: [`IPv4 -A DOCKER-USER ${toHost}`] },
  { text: aFirewalledHost([toHost], { addresses: '' }), elements: ['unknown'] },
  { text: aFirewalledHost([toHost], { addresses: 'rubbish' }), elements: ['unknown'] },
  { text: aFirewalledHost(['-d 10.0.0.6/32 -j DROP']), elements: ['pass'] },
  {
    text: aFirewalledHost(['-d 10.0.0.6/32 -j DROP'], { 'docker-info': nftables }),
    elements: ['IPv4 -A DOCKER-USER -d 10.0.0.6/32 -j DROP'],
  },
  {
    text: aFirewalledHost(guideRules),
    elements: ['IPv4 -A DOCKER-USER -d 127.0.0.1/32 -p tcp -m tcp --dport 22 -j DROP'],
  },
];

describe('net-docker-user-ineffective', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netDockerUserIneffectiveCheck, given)).toEqual(given.elements);
  });

  it("says of the guide's rule for 127.0.0.1 why it never matches, and what does", () => {
    const outcome = evaluateText(netDockerUserIneffectiveCheck, 'host', aFirewalledHost(guideRules));
    expect(outcome).toMatchObject({
      violations: [{ message: { en: expect.stringMatching(/own loopback.*passes INPUT, not FORWARD/) } }],
    });
  });
});
