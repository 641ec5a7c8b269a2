import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadRootfsReadOnlyCheck } from './workload-rootfs-read-only.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --read-only=false nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --read-only nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    read_only: ${RO}', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-rootfs-read-only', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadRootfsReadOnlyCheck, given)).toEqual(given.elements);
  });
});
