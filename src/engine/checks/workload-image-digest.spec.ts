import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadImageDigestCheck } from './workload-image-digest.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: [''] },
  {
    input: 'run-command',
    text: 'docker run nginx@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
    elements: ['pass'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    build: .', ''].join('\n'),
    elements: ['not_applicable'],
  },
];

describe('workload-image-digest', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadImageDigestCheck, given)).toEqual(given.elements);
  });
});
