import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sNetworkPolicyCheck } from './k8s-network-policy.check.js';

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
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '---',
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      'metadata: { name: p }',
      'spec: { podSelector: {} }',
      '',
    ].join('\n'),
    elements: ['Pod/web Egress'],
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
      '---',
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      'metadata: { name: p }',
      'spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}] }',
      '',
    ].join('\n'),
    elements: ['Pod/web NetworkPolicy/p'],
  },
];

describe('k8s-network-policy', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sNetworkPolicyCheck, given)).toEqual(given.elements);
  });
});
