import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sSecretInEnvCheck } from './k8s-secret-in-env.check.js';

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
      '      envFrom: [{ secretRef: { name: s } }, { configMapRef: { name: c } }]',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] envFrom s'],
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
      '',
    ].join('\n'),
    elements: ['pass'],
  },
];

describe('k8s-secret-in-env', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(k8sSecretInEnvCheck, given)).toEqual(given.elements);
  });
});
