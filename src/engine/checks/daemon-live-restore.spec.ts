import { describe, expect, it } from 'vitest';
import { daemonLiveRestoreCheck } from './daemon-live-restore.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'daemon-json': '{ "live-restore": false }' }), elements: ['unknown'] },
  { text: anInfo({ LiveRestoreEnabled: true }), elements: ['pass'] },
  { text: anInfo({ Swarm: { LocalNodeState: 'locked' } }), elements: ['not_applicable'] },
  { text: anInfo({ LiveRestoreEnabled: null }), elements: ['unknown'] },
];

describe('daemon-live-restore', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonLiveRestoreCheck, given)).toEqual(given.elements);
  });
});
