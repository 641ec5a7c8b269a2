import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadVolumesFromCheck } from './workload-volumes-from.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --volumes-from a --volumes-from b:ro nginx:1.27',
    elements: ['a', 'b:ro'],
  },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-volumes-from', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadVolumesFromCheck, given)).toEqual(given.elements);
  });
});
