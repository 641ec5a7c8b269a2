import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadGroupRootCheck } from './workload-group-root.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -u 1000:0 nginx:1.27', elements: ['group'] },
  {
    input: 'run-command',
    text: 'docker run -u 1000:1000 --group-add docker --group-add 0 nginx:1.27',
    elements: ['group docker', 'group 0'],
  },
  { input: 'run-command', text: 'docker run --group-add disk nginx:1.27', elements: ['group disk'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run -u 1:1 nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: nginx:1.27',
      '    user: "1:1"',
      '    group_add: [docker]',
      '',
    ].join('\n'),
    elements: ['web group docker'],
  },
];

describe('workload-group-root', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadGroupRootCheck, given)).toEqual(given.elements);
  });
});
