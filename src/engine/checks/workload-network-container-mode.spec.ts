import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadNetworkContainerModeCheck } from './workload-network-container-mode.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --network container:web nginx:1.27', elements: ['web'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-network-container-mode', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadNetworkContainerModeCheck, given)).toEqual(given.elements);
  });
});
