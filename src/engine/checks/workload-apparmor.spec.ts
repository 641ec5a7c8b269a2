import { describe, expect, it } from 'vitest';
import { anInspection, elementsOn } from './running-on.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadApparmorCheck } from './workload-apparmor.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run --security-opt apparmor=mine nginx:1.27', elements: ['pass'] },
  {
    input: 'run-command',
    text: 'docker run --security-opt apparmor=mine nginx:1.27',
    elements: [''],
    parameters: { allowed_profiles: ['other'] },
  },
  {
    input: 'kubernetes',
    text: [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: { name: web }',
      'spec:',
      '  securityContext: { appArmorProfile: { type: Unconfined } }',
      '  containers:',
      '    - name: web',
      '      image: nginx:1.27',
      '',
    ].join('\n'),
    elements: ['Pod/web[web]'],
  },
  {
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: nginx:1.27',
      '    security_opt: ["apparmor=${PROFILE}"]',
      '',
    ].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-apparmor', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadApparmorCheck, given)).toEqual(given.elements);
  });

  it.each([
    [{ hasAppArmor: false }, anInspection(), 'not_applicable'],
    [{ hasAppArmor: false }, anInspection({ SecurityOpt: ['apparmor=unconfined'] }), 'not_applicable'],
    [{ hasAppArmor: true }, anInspection(), 'web'],
    [{ hasAppArmor: true }, anInspection({}, 'created'), 'unknown'],
    [{ hasAppArmor: null }, anInspection(), 'unknown'],
  ])('on a host with %j of %s says %s', (host, text, element) => {
    expect(elementsOn(workloadApparmorCheck, 'container', text, host)).toEqual([element]);
  });
});
