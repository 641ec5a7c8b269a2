import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { aSwarmInfo, aWorkerInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmManagerCountCheck } from './swarm-manager-count.check.js';

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: aWorkerInfo, elements: ['unknown'] },
  { text: aSwarmInfo({ Managers: 1 }), elements: ['pass'] },
  { text: aSwarmInfo({ Managers: 4 }), elements: [''] },
  { text: aSwarmInfo({ Managers: 7 }), elements: [''] },
  { text: aSwarmInfo({ Managers: 7 }), parameters: { allowed: [7], ha: true }, elements: ['pass'] },
  { text: aSwarmInfo({ Managers: 4 }), parameters: { allowed: [4], ha: true }, elements: [''] },
];

describe('swarm-manager-count', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(swarmManagerCountCheck, given)).toEqual(given.elements);
  });
});
