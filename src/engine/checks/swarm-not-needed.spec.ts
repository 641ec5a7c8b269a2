import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmNotNeededCheck } from './swarm-not-needed.check.js';

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['pass'] },
  {
    text: anInfo({ Swarm: { LocalNodeState: 'inactive' } }),
    parameters: { needed: 'no' },
    elements: ['pass'],
  },
  { text: aSwarmInfo(), elements: ['unknown'] },
  { text: aSwarmInfo(), parameters: { needed: 'yes' }, elements: ['pass'] },
  { text: aSwarmInfo({ LocalNodeState: 'locked' }), parameters: { needed: 'no' }, elements: [''] },
  { text: anInfo({ Swarm: null }), parameters: { needed: 'yes' }, elements: ['unknown'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: '{}', elements: ['not_applicable'] },
];

describe('swarm-not-needed', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(swarmNotNeededCheck, given)).toEqual(given.elements);
  });
});
