import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPortUndeclaredCheck } from './workload-port-undeclared.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -p 1:80 -p 2:81 nginx:1.27',
    elements: ['81/tcp'],
    parameters: { approved: [80] },
  },
  { input: 'run-command', text: 'docker run -p 1:80 nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run -p 1:80 --expose 80 nginx:1.27', elements: ['pass'] },
];

describe('workload-port-undeclared', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPortUndeclaredCheck, given)).toEqual(given.elements);
  });
});
