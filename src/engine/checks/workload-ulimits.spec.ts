import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadUlimitsCheck } from './workload-ulimits.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  {
    input: 'run-command',
    text: 'docker run nginx:1.27',
    elements: ['nofile', 'nproc'],
    parameters: { assume_engine_defaults: true },
  },
];

describe('workload-ulimits', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadUlimitsCheck, given)).toEqual(given.elements);
  });
});
