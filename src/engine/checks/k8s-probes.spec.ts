import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sProbesCheck } from './k8s-probes.check.js';

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
    elements: ['Pod/web[web]'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: batch/v1',
      'kind: Job',
      'metadata: { name: j }',
      'spec:',
      '  template:',
      '    spec:',
      '      containers: [{ name: a, image: a }]',
      '',
    ].join('\n'),
    elements: ['not_applicable'],
  },
];

describe('k8s-probes', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(k8sProbesCheck, given)).toEqual(given.elements);
  });
});
