import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapDropAllCheck } from './workload-cap-drop-all.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --cap-drop all --cap-add NET_BIND_SERVICE nginx:1.27',
    elements: ['pass'],
  },
  { input: 'run-command', text: 'docker run --cap-drop=ALL --privileged nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --cap-drop=ALL --cap-add=ALL nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --cap-drop NET_RAW nginx:1.27', elements: [''] },
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
      '      securityContext: { capabilities: { drop: [all] } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web]'],
  },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    cap_drop: [all]', ''].join('\n'),
    elements: ['pass'],
  },
];

describe('workload-cap-drop-all', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapDropAllCheck, given)).toEqual(given.elements);
  });
});
