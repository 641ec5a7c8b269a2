import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadImageRegistryCheck } from './workload-image-registry.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run quay.io/a/b:1', elements: [''] },
  { input: 'run-command', text: 'docker run my-app:1', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run ${REGISTRY}/a:1', elements: ['unknown'] },
  {
    input: 'run-command',
    text: 'docker run registry.example/a/b:1',
    elements: ['pass'],
    parameters: { allow: ['registry.example/*'] },
  },
];

describe('workload-image-registry', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadImageRegistryCheck, given)).toEqual(given.elements);
  });
});
