import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadMemoryLimitCheck } from './workload-memory-limit.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -m 512m nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --memory=0 nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run -m $MEM nginx:1.27', elements: ['unknown'] },
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
      '      resources: { requests: { memory: 1Gi } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web]'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    mem_limit: ${LIMIT}', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-memory-limit', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadMemoryLimitCheck, given)).toEqual(given.elements);
  });
});
