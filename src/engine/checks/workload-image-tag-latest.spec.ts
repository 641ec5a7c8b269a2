import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadImageTagLatestCheck } from './workload-image-tag-latest.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run localhost:5000/a', elements: [''] },
  { input: 'run-command', text: 'docker run a:$TAG', elements: ['unknown'] },

  { input: 'run-command', text: 'docker run nginx:1.27-mainline', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    build: .', ''].join('\n'),
    elements: ['not_applicable'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    build: .', ''].join('\n'),
    elements: ['not_applicable'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    extends: { service: a, file: none.yml }', ''].join('\n'),
    elements: ['unknown'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: "nginx:${TAG:-latest}"', ''].join('\n'),
    elements: ['web'],
  },
];

describe('workload-image-tag-latest', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadImageTagLatestCheck, given)).toEqual(given.elements);
  });
});
