import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCpuLimitCheck } from './workload-cpu-limit.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --cpu-quota 50000 --cpu-period 100000 nginx:1.27',
    elements: ['pass'],
  },
  {
    input: 'run-command',
    text: 'docker run --cpu-shares 512 nginx:1.27',
    elements: [''],
    parameters: { accept_shares: false },
  },
  { input: 'run-command', text: 'docker run --cpus $N nginx:1.27', elements: ['unknown'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    cpu_quota: 50000', ''].join('\n'),
    elements: ['pass'],
  },
];

describe('workload-cpu-limit', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCpuLimitCheck, given)).toEqual(given.elements);
  });
});
