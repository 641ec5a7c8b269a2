import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sHostUsersCheck } from './k8s-host-users.check.js';

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
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  hostUsers: true',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web'],
    parameters: { required: true },
  },
];

describe('k8s-host-users', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sHostUsersCheck, given)).toEqual(given.elements);
  });
});
