import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapUnknownCheck } from './workload-cap-unknown.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --cap-add SYS_ADMINS --cap-drop FOO_BAR_BAZ nginx:1.27',
    elements: ['add SYS_ADMINS', 'drop FOO_BAR_BAZ'],
  },
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
      '      securityContext: { capabilities: { drop: [CAP_CHOWN] } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] drop CAP_CHOWN'],
  },
];

describe('workload-cap-unknown', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapUnknownCheck, given)).toEqual(given.elements);
  });
});
