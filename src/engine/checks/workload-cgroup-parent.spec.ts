import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCgroupParentCheck } from './workload-cgroup-parent.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --cgroup-parent x nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    cgroup_parent: "${PARENT}"', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-cgroup-parent', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCgroupParentCheck, given)).toEqual(given.elements);
  });
});
