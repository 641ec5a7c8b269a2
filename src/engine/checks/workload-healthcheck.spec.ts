import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadHealthcheckCheck } from './workload-healthcheck.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --no-healthcheck nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    healthcheck: { test: NONE }', ''].join('\n'),
    elements: ['web'],
  },
];

describe('workload-healthcheck', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadHealthcheckCheck, given)).toEqual(given.elements);
  });
});
