import { describe, expect, it } from 'vitest';
import { evaluateText } from './evaluate-example.js';
import { anInfo } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmUnlockKeyRotationCheck } from './swarm-unlock-key-rotation.check.js';

const now = '2026-06-01T00:00:00Z';
const attested = (rotated_on: string) => ({ rotated_on, attested_by: 'operations' });

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  {
    text: aSwarmInfo({}, { EncryptionConfig: { AutoLockManagers: false } }),
    elements: ['not_applicable'],
  },
  { text: aSwarmInfo(), elements: ['unknown'] },
  { text: aSwarmInfo(), parameters: { rotated_on: '2026-05-01' }, elements: ['unknown'] },
  { text: aSwarmInfo(), parameters: attested('2026-07-01'), now, elements: ['unknown'] },
  { text: aSwarmInfo(), parameters: attested('2026-03-03'), now, elements: ['pass'] },
  { text: aSwarmInfo(), parameters: attested('2026-03-02'), now, elements: [''] },
];

describe('swarm-unlock-key-rotation', () => {
  it.each(cases)('of $text with $parameters says $elements', (given) => {
    expect(hostElements(swarmUnlockKeyRotationCheck, given)).toEqual(given.elements);
  });

  it('says when what somebody vouches for is too old', () => {
    const outcome = evaluateText(swarmUnlockKeyRotationCheck, 'host', aSwarmInfo(), {
      parameters: attested('2026-04-01'),
      now,
    });
    expect(outcome.changesAt).toBe('2026-06-30T00:00:00.001Z');
  });
});
