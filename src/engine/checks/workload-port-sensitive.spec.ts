import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPortSensitiveCheck } from './workload-port-sensitive.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -p 5432:5432 -p 2375:2375 nginx:1.27',
    elements: ['5432/tcp', '2375/tcp (critical)'],
  },
  { input: 'run-command', text: 'docker run -p [::1]:22:22 nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run -p 80:$PORT nginx:1.27', elements: ['unknown'] },
];

describe('workload-port-sensitive', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPortSensitiveCheck, given)).toEqual(given.elements);
  });
});
