import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sHostPortsCheck } from './k8s-host-ports.check.js';

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
      '      ports: [{ containerPort: 80, hostPort: 0 }]',
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
      '      ports: [{ containerPort: 80, hostPort: 8080 }]',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] 8080/tcp'],
  },
];

describe('k8s-host-ports', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(k8sHostPortsCheck, given)).toEqual(given.elements);
  });
});
