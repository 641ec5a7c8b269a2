import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sVolumeTypesCheck } from './k8s-volume-types.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  volumes: [{ name: a, hostPath: { path: / } }, { name: b }]',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web a'],
  },
];

describe('k8s-volume-types', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sVolumeTypesCheck, given)).toEqual(given.elements);
  });
});
