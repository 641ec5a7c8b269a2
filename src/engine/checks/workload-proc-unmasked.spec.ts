import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadProcUnmaskedCheck } from './workload-proc-unmasked.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --security-opt systempaths=unconfined nginx:1.27',
    elements: [''],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  hostUsers: false',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '      securityContext: { procMount: Unmasked }',
      '',
    ].join('\n'),
    elements: ['not_applicable'],
    parameters: { allow_in_userns: true },
  },
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
      '      securityContext: { procMount: Unmasked }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web]'],
  },
];

describe('workload-proc-unmasked', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadProcUnmaskedCheck, given)).toEqual(given.elements);
  });
});
