import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSeccompDisabledCheck } from './workload-seccomp-disabled.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --security-opt seccomp:unconfined nginx:1.27', elements: [''] },
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
    elements: ['unknown'],
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
      '',
    ].join('\n'),
    parameters: { accept_unset: true },
    elements: ['pass'],
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  securityContext: { seccompProfile: { type: Unconfined } }',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '      securityContext: { seccompProfile: { type: Localhost } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] pod'],
  },
];

describe('workload-seccomp-disabled', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSeccompDisabledCheck, given)).toEqual(given.elements);
  });
});
