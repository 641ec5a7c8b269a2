import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sHostProcessCheck } from './k8s-host-process.check.js';

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
    elements: ['pass'],
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
      '      securityContext: { windowsOptions: { hostProcess: true } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web]'],
  },
];

describe('k8s-host-process', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sHostProcessCheck, given)).toEqual(given.elements);
  });
});
