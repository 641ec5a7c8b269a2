import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostHardenedCheck } from './host-hardened.check.js';

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  {
    text: aBundle({ 'os-release': 'ID=alpine\nVERSION_ID=3.12', lsm: 'capability' }),
    elements: ['os', 'lsm'],
  },
  { text: aBundle({ 'os-release': 'rubbish', lsm: 'apparmor' }), elements: ['unknown'] },
];

describe('host-hardened', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostHardenedCheck, given)).toEqual(given.elements);
  });
});
