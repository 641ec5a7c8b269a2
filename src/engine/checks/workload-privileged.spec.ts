import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPrivilegedCheck } from './workload-privileged.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --privileged nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --privileged=false nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    privileged: ${P}', ''].join('\n'),
    elements: ['unknown'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    privileged: "${P:-true}"', ''].join('\n'),
    elements: ['web'],
  },
];

describe('workload-privileged', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPrivilegedCheck, given)).toEqual(given.elements);
  });
});
