import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadLegacyLinkCheck } from './workload-legacy-link.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --link a --link b:c nginx:1.27', elements: ['a', 'b:c'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-legacy-link', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadLegacyLinkCheck, given)).toEqual(given.elements);
  });
});
