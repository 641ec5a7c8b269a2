import { describe, expect, it } from 'vitest';
import { daemonConfigValidCheck } from './daemon-config-valid.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'daemon-json': '{' }), elements: [''] },
  { text: '{ "icc": 1, "colour": 1 }', elements: ['colour', 'icc'] },
  { text: aBundle({ 'daemon-json': '{ "icc": false }' }), elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '{}' }), elements: ['pass'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '[]' }), elements: [''] },
  {
    text: aBundle({
      'daemon-json': '{ "insecure-registries": [] }',
      'daemon-arguments': 'dockerd\n--insecure-registry=a',
    }),
    elements: ['insecure-registries'],
  },
];

describe('daemon-config-valid', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonConfigValidCheck, given)).toEqual(given.elements);
  });
});
