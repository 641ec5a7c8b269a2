import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sServiceAccountTokenCheck } from './k8s-service-account-token.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  serviceAccountName: a',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  automountServiceAccountToken: true',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web'],
  },
];

describe('k8s-service-account-token', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sServiceAccountTokenCheck, given)).toEqual(given.elements);
  });
});
