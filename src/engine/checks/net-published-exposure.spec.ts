import { describe, expect, it } from 'vitest';
import { guideRules } from '../firewall/firewall-samples.js';
import { aBundle, anInfo } from './example-host.js';
import { aFirewalledHost, aPublishing } from './example-network.js';
import { aService, aSwarmInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netPublishedExposureCheck } from './net-published-exposure.check.js';

const onEth0 = '-i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP';
const service = aService().replace(
  '"TaskTemplate"',
  '"EndpointSpec":{"Ports":[{"Protocol":"tcp","TargetPort":80,"PublishedPort":8081}]},"TaskTemplate"',
);

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: aBundle({ containers: aPublishing() }), elements: ['unknown'] },
  { text: aBundle({ containers: aPublishing('127.0.0.1') }), elements: ['pass'] },
  { text: aBundle({ containers: '[]' }), elements: ['pass'] },
  { text: aFirewalledHost([]), elements: ['web 8080/tcp'] },
  { text: aFirewalledHost([]), parameters: { public_ports_allow: [8080] }, elements: ['pass'] },
  { text: aFirewalledHost([onEth0]), elements: ['pass'] },
  { text: aFirewalledHost([onEth0], { routes: 'default dev eth1' }), elements: ['web 8080/tcp'] },
  { text: aFirewalledHost([], { containers: aPublishing('::') }), elements: ['web 8080/tcp'] },
  { text: aFirewalledHost(['-j DROP'], { containers: aPublishing('::') }), elements: ['web 8080/tcp'] },
  // What the guide writes (§7.3) sees port 80, and so stops nobody.
  { text: aFirewalledHost(guideRules), elements: ['web 8080/tcp'] },
  {
    text: aFirewalledHost([], { 'docker-info': anInfo({ FirewallBackend: { Driver: 'nftables' } }) }),
    elements: ['unknown'],
  },
  {
    text: aFirewalledHost([], { 'docker-info': anInfo({ SecurityOptions: ['name=rootless'] }) }),
    elements: ['unknown'],
  },
  {
    text: aFirewalledHost([], { 'docker-info': aSwarmInfo(), 'swarm-services': service, containers: '[]' }),
    elements: ['shop 8081/tcp'],
  },
];

describe('net-published-exposure', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netPublishedExposureCheck, given)).toEqual(given.elements);
  });
});
