import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSelinuxCustomOptionsCheck } from './workload-selinux-custom-options.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --security-opt label=user:a --security-opt label=role:b nginx:1.27',
    elements: ['user', 'role'],
  },
  {
    input: 'run-command',
    text: 'docker run --security-opt label:type:spc_t nginx:1.27',
    elements: ['type (high)'],
  },
  { input: 'run-command', text: 'docker run --security-opt label=level:s0 nginx:1.27', elements: ['pass'] },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  securityContext: { seLinuxOptions: { role: r } }',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] role'],
  },
];

describe('workload-selinux-custom-options', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSelinuxCustomOptionsCheck, given)).toEqual(given.elements);
  });
});
