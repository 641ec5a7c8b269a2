import { describe, expect, it } from 'vitest';
import { guideRules } from '../firewall/firewall-samples.js';
import { evaluateText } from './evaluate-example.js';
import { aBundle } from './example-host.js';
import { aFirewalledHost, aPublishing } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netDockerUserPortMatchCheck } from './net-docker-user-port-match.check.js';

const drop = '-p tcp -m tcp --dport 8080 -j DROP';
/** One that is asked to run, and does not. */
const stopped = aPublishing('', {
  State: { Status: 'exited' },
  NetworkSettings: { Ports: {}, Networks: {} },
});

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: aFirewalledHost([drop], { containers: '{' }), elements: ['unknown'] },
  { text: aFirewalledHost(['-j RETURN'], { containers: '{' }), elements: ['pass'] },
  { text: aFirewalledHost([drop], { containers: stopped }), elements: [`IPv4 -A DOCKER-USER ${drop}`] },
  { text: aFirewalledHost([drop], { containers: '[]' }), elements: ['pass'] },
  { text: aFirewalledHost(['-p tcp -m tcp --dport 80 -j DROP']), elements: ['pass'] },
  {
    text: aFirewalledHost(guideRules),
    elements: [
      'IPv4 -A DOCKER-USER -p tcp -m tcp --dport 8080 -j DROP',
      'IPv4 -A DOCKER-USER -s 192.168.1.100/32 -p tcp -m tcp --dport 8080 -j ACCEPT',
    ],
  },
];

describe('net-docker-user-port-match', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netDockerUserPortMatchCheck, given)).toEqual(given.elements);
  });

  it("says of the guide's rules which port the chain sees", () => {
    const outcome = evaluateText(netDockerUserPortMatchCheck, 'host', aFirewalledHost(guideRules));
    expect(outcome).toMatchObject({
      violations: [
        {
          message: { en: expect.stringMatching(/published port 8080.*sees port 80, after the translation/) },
        },
        { message: { zh: expect.stringContaining('--ctorigdstport 8080') } },
      ],
    });
  });
});
