import { describe, expect, it } from 'vitest';
import { guideRules } from '../firewall/firewall-samples.js';
import { evaluateText } from './evaluate-example.js';
import { aBundle } from './example-host.js';
import { aFirewalledHost } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netDockerUserOrderCheck } from './net-docker-user-order.check.js';

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: '{ "iptables": true }', elements: ['not_applicable'] },
  { text: aBundle({ iptables: '' }), elements: ['unknown'] },
  { text: aBundle({ iptables: 'rubbish' }), elements: ['unknown'] },
  {
    text: aFirewalledHost(guideRules),
    elements: ['IPv4 -A DOCKER-USER -s 192.168.1.100/32 -p tcp -m tcp --dport 8080 -j ACCEPT'],
  },
  { text: aFirewalledHost(['-s 10.0.0.1/32 -j RETURN', '-j DROP']), elements: ['pass'] },
  // The rules of one family are as good as nothing where those of the other are not known.
  { text: aFirewalledHost(['-j RETURN'], { ip6tables: '' }), elements: ['unknown'] },
];

describe('net-docker-user-order', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netDockerUserOrderCheck, given)).toEqual(given.elements);
  });

  it("says of the guide's rules why the permission is never reached", () => {
    const outcome = evaluateText(netDockerUserOrderCheck, 'host', aFirewalledHost(guideRules));
    expect(outcome).toMatchObject({
      violations: [
        { message: { en: expect.stringMatching(/^Rule 4 \(ACCEPT\) is never reached: rule 3 \(DROP\)/) } },
      ],
    });
  });
});
