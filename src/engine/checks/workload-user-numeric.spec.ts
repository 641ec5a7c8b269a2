import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadUserNumericCheck } from './workload-user-numeric.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -u app:1000 nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run -u 1000 nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run -u 1000:app nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },

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
      '      securityContext: { runAsUser: 1 }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    user: "${APP_USER}"', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-user-numeric', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadUserNumericCheck, given)).toEqual(given.elements);
  });
});
