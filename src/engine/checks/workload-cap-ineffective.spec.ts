import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapIneffectiveCheck } from './workload-cap-ineffective.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -u 1000 --security-opt=no-new-privileges --cap-add CHOWN nginx:1.27',
    elements: ['CHOWN'],
  },
  { input: 'run-command', text: 'docker run -u 1000 --cap-add CHOWN nginx:1.27', elements: ['unknown'] },
  {
    input: 'run-command',
    text: 'docker run -u 1000 --security-opt no-new-privileges:false --cap-add CHOWN nginx:1.27',
    elements: ['pass'],
  },
  { input: 'run-command', text: 'docker run --cap-add CHOWN nginx:1.27', elements: ['unknown'] },
];

describe('workload-cap-ineffective', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapIneffectiveCheck, given)).toEqual(given.elements);
  });
});
