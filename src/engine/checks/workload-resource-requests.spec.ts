import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadResourceRequestsCheck } from './workload-resource-requests.check.js';

const cases: readonly WorkloadCase[] = [
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
    elements: ['Pod/web[web] cpu', 'Pod/web[web] memory'],
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
      '      resources: { requests: { memory: 1Gi } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] cpu'],
  },
];

describe('workload-resource-requests', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadResourceRequestsCheck, given)).toEqual(given.elements);
  });
});
