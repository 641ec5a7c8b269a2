import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadUsernsHostCheck } from './workload-userns-host.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --userns host nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['not_applicable'],
  },
];

describe('workload-userns-host', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadUsernsHostCheck, given)).toEqual(given.elements);
  });
});
