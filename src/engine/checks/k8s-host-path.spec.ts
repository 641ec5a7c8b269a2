import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sHostPathCheck } from './k8s-host-path.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  volumes: [{ name: a, hostPath: { path: /srv } }]',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web a'],
  },
];

describe('k8s-host-path', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sHostPathCheck, given)).toEqual(given.elements);
  });
});
