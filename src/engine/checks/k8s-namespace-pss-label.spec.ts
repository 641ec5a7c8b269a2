import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sNamespacePssLabelCheck } from './k8s-namespace-pss-label.check.js';

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
    text: ['apiVersion: v1', 'kind: Namespace', 'metadata: { name: x }', ''].join('\n'),
    elements: ['Namespace/x'],
  },
];

describe('k8s-namespace-pss-label', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sNamespacePssLabelCheck, given)).toEqual(given.elements);
  });
});
