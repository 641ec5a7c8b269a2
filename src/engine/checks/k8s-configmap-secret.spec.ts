import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sConfigmapSecretCheck } from './k8s-configmap-secret.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: { name: x }',
      'data: { API_TOKEN: abcdefghijkl, A: b }',
      '',
    ].join('\n'),
    elements: ['ConfigMap/x API_TOKEN'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Secret',
      'metadata: { name: x }',
      'data: { k: aHVudGVyMmh1bnRlcjI= }',
      '',
    ].join('\n'),
    elements: ['Secret/x k'],
  },
];

describe('k8s-configmap-secret', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sConfigmapSecretCheck, given)).toEqual(given.elements);
  });
});
