import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPortPrivilegedCheck } from './workload-port-privileged.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -p 80:1 -p 53:53/udp -p 1024:2 nginx:1.27',
    elements: ['80/tcp', '53/udp'],
  },
  {
    input: 'run-command',
    text: 'docker run -p 80:80 nginx:1.27',
    elements: ['pass'],
    parameters: { allow: [80] },
  },
  { input: 'run-command', text: 'docker run -p 80 nginx:1.27', elements: ['pass'] },
];

describe('workload-port-privileged', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPortPrivilegedCheck, given)).toEqual(given.elements);
  });
});
