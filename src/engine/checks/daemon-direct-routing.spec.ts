import { describe, expect, it } from 'vitest';
import { daemonDirectRoutingCheck } from './daemon-direct-routing.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd' }), elements: ['unknown'] },
  {
    text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd', networks: '[]' }),
    elements: ['pass'],
  },
  {
    text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd', networks: '[7]' }),
    elements: ['unknown'],
  },
  {
    text: aBundle({ 'daemon-arguments': 'dockerd\n--allow-direct-routing' }),
    elements: ['allow-direct-routing'],
  },
];

describe('daemon-direct-routing', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonDirectRoutingCheck, given)).toEqual(given.elements);
  });
});
