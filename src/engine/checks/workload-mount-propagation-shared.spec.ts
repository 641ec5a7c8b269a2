import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadMountPropagationSharedCheck } from './workload-mount-propagation-shared.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -v /a:/a:rw,rshared nginx:1.27', elements: ['/a'] },
  { input: 'run-command', text: 'docker run -v /a:/a nginx:1.27', elements: ['pass'] },
];

describe('workload-mount-propagation-shared', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadMountPropagationSharedCheck, given)).toEqual(given.elements);
  });
});
