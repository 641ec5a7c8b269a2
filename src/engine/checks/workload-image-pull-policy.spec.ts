import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadImagePullPolicyCheck } from './workload-image-pull-policy.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  containers:',
      '    - { name: web, image: nginx }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
  { input: 'compose', text: ['services:', '  web:', '    image: nginx', ''].join('\n'), elements: ['web'] },
];

describe('workload-image-pull-policy', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadImagePullPolicyCheck, given)).toEqual(given.elements);
  });
});
