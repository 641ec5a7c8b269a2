import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sMetadataEgressCheck } from './k8s-metadata-egress.check.js';

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
    elements: ['unknown'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      'metadata: { name: p }',
      'spec: { podSelector: {}, policyTypes: [Egress], egress: [{}] }',
      '',
    ].join('\n'),
    elements: ['NetworkPolicy/p'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      'metadata: { name: p }',
      'spec: { podSelector: {} }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
];

describe('k8s-metadata-egress', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sMetadataEgressCheck, given)).toEqual(given.elements);
  });
});
