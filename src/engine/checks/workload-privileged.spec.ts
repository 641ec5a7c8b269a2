import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPrivilegedCheck } from './workload-privileged.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --privileged nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --privileged=false nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-privileged', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPrivilegedCheck, given)).toEqual(given.elements);
  });
});
