import { describe, expect, it } from 'vitest';
import { daemonDefaultPublishAddressCheck } from './daemon-default-publish-address.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'daemon-json': '{ "ip": "192.0.2.1" }' }), elements: ['pass'] },
  { text: aBundle({ 'daemon-json': '{}' }), elements: ['unknown'] },
  { text: '{ "ip": "0.0.0.0" }', elements: ['ip'] },
];

describe('daemon-default-publish-address', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonDefaultPublishAddressCheck, given)).toEqual(given.elements);
  });
});
