import { describe, expect, it } from 'vitest';
import { daemonUserlandProxyCheck } from './daemon-userland-proxy.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{}', elements: ['userland-proxy'] },
  { text: aBundle({ 'daemon-json': '{}' }), elements: ['unknown'] },
  { text: aBundle({ 'daemon-arguments': 'dockerd\n--userland-proxy=false' }), elements: ['pass'] },
];

describe('daemon-userland-proxy', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonUserlandProxyCheck, given)).toEqual(given.elements);
  });
});
