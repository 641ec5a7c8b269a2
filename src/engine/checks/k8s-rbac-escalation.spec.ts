import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sRbacEscalationCheck } from './k8s-rbac-escalation.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: [
      'apiVersion: rbac.authorization.k8s.io/v1',
      'kind: Role',
      'metadata: { name: r, namespace: a }',
      'rules:',
      '  - { resources: [pods/exec], verbs: [create] }',
      '  - { resources: [pods], verbs: [get] }',
      '',
    ].join('\n'),
    elements: ['Role/a/r pods/exec create'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: rbac.authorization.k8s.io/v1',
      'kind: Role',
      'metadata: { name: r, namespace: a }',
      'rules:',
      '  - { resources: [clusterrolebindings], verbs: [patch] }',
      '',
    ].join('\n'),
    elements: ['Role/a/r clusterrolebindings write'],
  },
];

describe('k8s-rbac-escalation', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sRbacEscalationCheck, given)).toEqual(given.elements);
  });
});
