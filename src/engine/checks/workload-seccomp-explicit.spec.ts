import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSeccompExplicitCheck } from './workload-seccomp-explicit.check.js';

const cases: readonly WorkloadCase[] = [
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
      '      securityContext: { seccompProfile: { type: Localhost, localhostProfile: a.json } }',
      '',
    ].join('\n'),
    elements: ['pass'],
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
    elements: ['Pod/web[web]'],
  },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
  {
    input: 'run-command',
    text: 'docker run nginx:1.27',
    elements: [''],
    parameters: { require_on_docker: true },
  },
];

describe('workload-seccomp-explicit', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSeccompExplicitCheck, given)).toEqual(given.elements);
  });
});
