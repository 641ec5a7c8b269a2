import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPidHostCheck } from './workload-pid-host.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --pid host nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --pid container:a nginx:1.27', elements: [' (medium)'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    pid: "service:db"', ''].join('\n'),
    elements: ['web (medium)'],
  },
];

describe('workload-pid-host', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPidHostCheck, given)).toEqual(given.elements);
  });
});
