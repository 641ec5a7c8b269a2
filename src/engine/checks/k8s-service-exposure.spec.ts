import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sServiceExposureCheck } from './k8s-service-exposure.check.js';

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
    elements: ['not_applicable'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Service',
      'metadata: { name: s, namespace: a }',
      'spec: { type: LoadBalancer, externalIPs: [192.0.2.1] }',
      '',
    ].join('\n'),
    elements: ['Service/a/s externalIPs (high)', 'Service/a/s LoadBalancer'],
  },
];

describe('k8s-service-exposure', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sServiceExposureCheck, given)).toEqual(given.elements);
  });
});
