import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadNoNewPrivilegesCheck } from './workload-no-new-privileges.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --security-opt no-new-privileges:true nginx:1.27',
    elements: ['pass'],
  },
  {
    input: 'run-command',
    text: 'docker run --security-opt no-new-privileges=false nginx:1.27',
    elements: [''],
  },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: [''] },
  {
    input: 'run-command',
    text: 'docker run nginx:1.27',
    elements: ['unknown'],
    parameters: { assume_engine_defaults: false },
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
      '      securityContext: { allowPrivilegeEscalation: false, privileged: true }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web]'],
  },
  { input: 'run-command', text: 'docker run --no-new-privileges nginx:1.27', elements: [''] },
  {
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: nginx:1.27',
      '    security_opt: ["no-new-privileges:${NNP}"]',
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-no-new-privileges', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadNoNewPrivilegesCheck, given)).toEqual(given.elements);
  });
});
