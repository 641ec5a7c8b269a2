import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadUserRootCheck } from './workload-user-root.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --user 0 nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --user root:app nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --user 000 nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run -u 1000 nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --user app nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },

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
      '      securityContext: { runAsUser: 1000 }',
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
      '      securityContext: { runAsNonRoot: true }',
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
      '      securityContext: { runAsUser: 1000 }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] runAsNonRoot'],
    parameters: { mode: 'pss' },
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  securityContext: { runAsUser: 0, runAsNonRoot: false }',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '      securityContext: { runAsNonRoot: true }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] pod runAsNonRoot', 'Pod/web[web] runAsUser'],
    parameters: { mode: 'pss' },
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
      '      securityContext: { runAsUser: 0 }',
      '',
    ].join('\n'),
    elements: ['not_applicable'],
    parameters: { allow_root_in_userns: true },
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    user: root', ''].join('\n'),
    elements: ['web'],
  },
];

describe('workload-user-root', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadUserRootCheck, given)).toEqual(given.elements);
  });
});
