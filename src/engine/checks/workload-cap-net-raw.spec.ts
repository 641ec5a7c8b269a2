import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapNetRawCheck } from './workload-cap-net-raw.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: [' (medium)'] },
  {
    input: 'run-command',
    text: 'docker run --cap-drop ALL --cap-add net_raw nginx:1.27',
    elements: [' (high)'],
  },
  { input: 'run-command', text: 'docker run --cap-drop cap_net_raw nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --privileged nginx:1.27', elements: [' (medium)'] },
];

describe('workload-cap-net-raw', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapNetRawCheck, given)).toEqual(given.elements);
  });
});
