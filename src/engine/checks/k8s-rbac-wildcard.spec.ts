import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sRbacWildcardCheck } from './k8s-rbac-wildcard.check.js';

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
      'apiVersion: rbac.authorization.k8s.io/v1',
      'kind: Role',
      'metadata: { name: r, namespace: a }',
      'rules:',
      '  - { resources: [pods], verbs: ["*"] }',
      '  - { resources: ["*"], verbs: ["*"] }',
      '',
    ].join('\n'),
    elements: ['Role/a/r pods * (high)', 'Role/a/r * *'],
  },
];

describe('k8s-rbac-wildcard', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sRbacWildcardCheck, given)).toEqual(given.elements);
  });
});
