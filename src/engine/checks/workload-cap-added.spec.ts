import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapAddedCheck } from './workload-cap-added.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --cap-add cap_net_bind_service nginx:1.27', elements: ['pass'] },
  {
    input: 'run-command',
    text: 'docker run --cap-add CHOWN --cap-add ALL nginx:1.27',
    elements: ['CHOWN', 'ALL'],
  },
  {
    input: 'run-command',
    text: 'docker run --cap-add CHOWN nginx:1.27',
    elements: ['pass'],
    parameters: { allow: ['CHOWN'] },
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
      '      securityContext: { capabilities: { add: [CAP_CHOWN] } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] CAP_CHOWN'],
    parameters: { allow: ['CHOWN'] },
  },
  {
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: nginx:1.27',
      '    cap_add: [NET_BIND_SERVICE, "${CAP}"]',
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-cap-added', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapAddedCheck, given)).toEqual(given.elements);
  });
});
