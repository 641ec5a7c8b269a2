import { describe, expect, it } from 'vitest';
import { daemonStorageDriverCheck } from './daemon-storage-driver.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: anInfo({ Driver: 'devicemapper' }), elements: ['storage-driver'] },
  { text: anInfo({ Driver: 'overlayfs' }), elements: ['pass'] },
  { text: '{}', elements: ['unknown'] },
  { text: aBundle({ 'daemon-arguments': 'dockerd\n-s\noverlay' }), elements: ['storage-driver'] },
];

describe('daemon-storage-driver', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonStorageDriverCheck, given)).toEqual(given.elements);
  });
});
