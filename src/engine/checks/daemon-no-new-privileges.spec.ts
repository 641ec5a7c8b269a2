import { describe, expect, it } from 'vitest';
import { daemonNoNewPrivilegesCheck } from './daemon-no-new-privileges.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{ "no-new-privileges": false }', elements: ['no-new-privileges'] },
  { text: anInfo(), elements: ['unknown'] },
  { text: aBundle({ 'daemon-arguments': 'dockerd\n--no-new-privileges' }), elements: ['pass'] },
];

describe('daemon-no-new-privileges', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonNoNewPrivilegesCheck, given)).toEqual(given.elements);
  });
});
