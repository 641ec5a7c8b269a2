import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCgroupnsHostCheck } from './workload-cgroupns-host.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --cgroupns host nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --cgroupns private nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-cgroupns-host', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCgroupnsHostCheck, given)).toEqual(given.elements);
  });
});
