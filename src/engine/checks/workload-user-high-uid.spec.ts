import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadUserHighUidCheck } from './workload-user-high-uid.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -u 1000:1000 nginx:1.27', elements: ['uid', 'gid'] },
  { input: 'run-command', text: 'docker run -u 20000:1000 nginx:1.27', elements: ['gid'] },
  { input: 'run-command', text: 'docker run -u 20000:20000 nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run -u 0:0 nginx:1.27', elements: ['not_applicable'] },
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
      '      securityContext: { runAsUser: 20000 }',
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-user-high-uid', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadUserHighUidCheck, given)).toEqual(given.elements);
  });
});
