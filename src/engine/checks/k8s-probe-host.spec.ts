import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { k8sProbeHostCheck } from './k8s-probe-host.check.js';

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
      '      lifecycle: { postStart: { httpGet: { host: a, port: 1 } } }',
      '',
    ].join('\n'),
    elements: ['Pod/web[web] a'],
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
      '      readinessProbe: { tcpSocket: { host: "", port: 1 } }',
      '',
    ].join('\n'),
    elements: ['pass'],
  },
];

describe('k8s-probe-host', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(elementsIn(k8sProbeHostCheck, given)).toEqual(given.elements);
  });
});
