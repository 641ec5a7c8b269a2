import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSelinuxCheck } from './workload-selinux.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --security-opt label:disable nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  {
    input: 'run-command',
    text: 'docker run --security-opt label=type:container_t nginx:1.27',
    elements: ['unknown'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-selinux', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSelinuxCheck, given)).toEqual(given.elements);
  });
});
