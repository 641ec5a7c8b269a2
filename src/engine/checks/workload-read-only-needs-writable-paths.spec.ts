import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadReadOnlyNeedsWritablePathsCheck } from './workload-read-only-needs-writable-paths.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --read-only --tmpfs /tmp nginx:1.27',
    elements: ['/var/cache/nginx', '/var/run'],
  },
  {
    input: 'run-command',
    text: 'docker run --read-only --tmpfs /run --tmpfs /tmp -v c:/var/cache nginx:1.27',
    elements: ['pass'],
  },
  { input: 'run-command', text: 'docker run --read-only mine:1', elements: ['not_applicable'] },
];

describe('workload-read-only-needs-writable-paths', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadReadOnlyNeedsWritablePathsCheck, given)).toEqual(given.elements);
  });
});
