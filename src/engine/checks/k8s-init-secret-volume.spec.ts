import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sInitSecretVolumeCheck } from './k8s-init-secret-volume.check.js';

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
];

describe('k8s-init-secret-volume', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(k8sInitSecretVolumeCheck, given)).toEqual(given.elements);
  });
});
