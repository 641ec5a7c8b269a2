import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadTmpfsSizeCheck } from './workload-tmpfs-size.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --tmpfs /a --tmpfs /b:size=1m nginx:1.27',
    elements: ['/a (high)'],
  },
  { input: 'run-command', text: 'docker run -m 1g --tmpfs /a nginx:1.27', elements: ['/a'] },
  { input: 'run-command', text: 'docker run -v a:/a nginx:1.27', elements: ['not_applicable'] },
];

describe('workload-tmpfs-size', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadTmpfsSizeCheck, given)).toEqual(given.elements);
  });
});
