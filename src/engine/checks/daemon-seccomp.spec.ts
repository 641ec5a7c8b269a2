import { describe, expect, it } from 'vitest';
import { daemonSeccompCheck } from './daemon-seccomp.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{ "seccomp-profile": "/etc/docker/seccomp.json" }', elements: ['unknown'] },
  { text: anInfo({ SecurityOptions: ['name=seccomp,profile=unconfined'] }), elements: ['seccomp-profile'] },
  { text: anInfo({ SecurityOptions: ['name=seccomp,profile=default'] }), elements: ['pass'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: '{ "seccomp-profile": "builtin" }', elements: ['pass'] },
];

describe('daemon-seccomp', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonSeccompCheck, given)).toEqual(given.elements);
  });
});
