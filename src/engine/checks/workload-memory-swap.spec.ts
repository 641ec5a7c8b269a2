import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadMemorySwapCheck } from './workload-memory-swap.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -m 512m nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run -m 1g --memory-swap=1024m nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
];

describe('workload-memory-swap', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadMemorySwapCheck, given)).toEqual(given.elements);
  });
});
