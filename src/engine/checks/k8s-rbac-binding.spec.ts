import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sRbacBindingCheck } from './k8s-rbac-binding.check.js';

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
      'kind: ClusterRoleBinding',
      'metadata: { name: b }',
      'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }',
      'subjects:',
      '  - { kind: ServiceAccount, name: default, namespace: a }',
      '',
    ].join('\n'),
    elements: ['ClusterRoleBinding/b default'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: rbac.authorization.k8s.io/v1',
      'kind: ClusterRoleBinding',
      'metadata: { name: b }',
      'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }',
      'subjects:',
      '  - { kind: Group, name: "system:authenticated" }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
];

describe('k8s-rbac-binding', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sRbacBindingCheck, given)).toEqual(given.elements);
  });
});
