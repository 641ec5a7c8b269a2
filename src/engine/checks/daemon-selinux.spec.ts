import { describe, expect, it } from 'vitest';
import { daemonSelinuxCheck } from './daemon-selinux.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ lsm: 'capability,apparmor' }), elements: ['not_applicable'] },
  { text: aBundle({ 'docker-info': anInfo() }), elements: ['unknown'] },
  { text: aBundle({ selinux: 'Permissive' }), elements: ['not_applicable'] },
  { text: aBundle({ selinux: 'Enforcing' }), elements: ['unknown'] },
  {
    text: aBundle({ selinux: 'Enforcing', 'daemon-json': '{ "selinux-enabled": false }' }),
    elements: ['selinux-enabled'],
  },
];

describe('daemon-selinux', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonSelinuxCheck, given)).toEqual(given.elements);
  });
});
