import { describe, expect, it } from 'vitest';
import { anInspection, elementsOn } from './running-on.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSelinuxCheck } from './workload-selinux.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --security-opt label:disable nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  {
    input: 'run-command',
    text: 'docker run --security-opt label=type:container_t nginx:1.27',
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
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-selinux', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSelinuxCheck, given)).toEqual(given.elements);
  });

  it.each([
    [{ isSelinuxEnforced: false }, anInspection({ SecurityOpt: ['label=disable'] }), 'not_applicable'],
    [{ isSelinuxEnforced: true, isSelinuxEnabled: true }, anInspection(), 'pass'],
    [{ isSelinuxEnforced: true, isSelinuxEnabled: true }, anInspection({ Privileged: true }), 'web'],
    [{ isSelinuxEnforced: true, isSelinuxEnabled: false }, anInspection(), 'web'],
    [{ isSelinuxEnforced: true }, anInspection(), 'unknown'],
  ])('on a host with %j of %s says %s', (host, text, element) => {
    expect(elementsOn(workloadSelinuxCheck, 'container', text, host)).toEqual([element]);
  });
});
