import { describe, expect, it } from 'vitest';
import { daemonIptablesCheck } from './daemon-iptables.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{ "iptables": false, "ip6tables": false }', elements: ['iptables', 'ip6tables'] },
  { text: aBundle({ 'daemon-json': '{ "iptables": false }' }), elements: ['unknown'] },
  {
    text: aBundle({ 'daemon-json': '{ "iptables": false }', 'dockerd-status': 'rootless=false\nuser=root' }),
    elements: ['iptables'],
  },
  {
    text: aBundle({ 'daemon-json': '{ "iptables": false }', 'dockerd-status': 'rootless=true\nuser=1000' }),
    elements: ['not_applicable'],
  },
  { text: aBundle({}), elements: ['unknown'] },
];

describe('daemon-iptables', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonIptablesCheck, given)).toEqual(given.elements);
  });
});
