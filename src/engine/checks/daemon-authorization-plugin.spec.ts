import { describe, expect, it } from 'vitest';
import { daemonAuthorizationPluginCheck } from './daemon-authorization-plugin.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: anInfo({ Plugins: { Authorization: ['opa'] } }), elements: ['pass'] },
  { text: anInfo(), elements: ['unknown'] },
  { text: aBundle({ 'daemon-arguments': 'dockerd\n--authorization-plugin=opa' }), elements: ['pass'] },
];

describe('daemon-authorization-plugin', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonAuthorizationPluginCheck, given)).toEqual(given.elements);
  });
});
