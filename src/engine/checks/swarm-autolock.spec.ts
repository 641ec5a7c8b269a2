import { describe, expect, it } from 'vitest';
import { anInfo } from './example-host.js';
import { aSwarmInfo, aWorkerInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmAutolockCheck } from './swarm-autolock.check.js';

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aWorkerInfo, elements: ['unknown'] },
  { text: aSwarmInfo(), elements: ['pass'] },
  { text: aSwarmInfo({}, { EncryptionConfig: { AutoLockManagers: false } }), elements: [''] },
  { text: aSwarmInfo({}, { EncryptionConfig: {} }), elements: ['unknown'] },
  { text: aSwarmInfo({}, { EncryptionConfig: { AutoLockManagers: 'no' } }), elements: ['unknown'] },
];

describe('swarm-autolock', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(swarmAutolockCheck, given)).toEqual(given.elements);
  });
});
