import { z } from 'zod';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, set, remove, removeFact } from '../remediation/workload-fix.js';

const unmasked: Fault = {
  fact: 'procMasks',
  value: 'unmasked',
  message: {
    en: 'Paths of the kernel under /proc and /sys are open to it.',
    zh: '/proc 与 /sys 下的内核路径对其开放。',
  },
  fix: {
    'run-command': [removeFlag('--security-opt', 'systempaths=unconfined')],
    compose: [removeFact('procMasks')],
    kubernetes: [set('', 'Default', { fact: 'procMasks' })],
  },
};

export const workloadProcUnmaskedCheck = workloadCheck({
  id: 'workload-proc-unmasked',
  title: { en: 'Kernel paths in /proc and /sys unmasked', zh: '取消了 /proc 与 /sys 屏蔽' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'medium',
  parameters: z.object({ allow_in_userns: z.boolean().default(false) }),
  remediation: {
    en: 'Remove systempaths=unconfined / procMount Unmasked.',
    zh: '去掉 systempaths=unconfined / procMount Unmasked。',
  },
  references: { trivy: ['KSV-0027'], pss: ['baseline:procMount'], nist: ['4.4.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'What reads or writes the masked paths of the kernel fails.',
    zh: '读写被屏蔽内核路径的操作将失败。',
  },
  evaluate({ procMasks, privileged, usernsMode, origin }, { allow_in_userns }) {
    if (allow_in_userns && usernsMode === 'private')
      return notApplicable('It has a user namespace of its own.', '该容器使用独立的用户命名空间。');
    if (procMasks === 'unmasked') {
      return decided([unmasked]);
    }
    if (privileged === true && origin.input !== 'kubernetes') {
      return decided([
        {
          fact: 'privileged',
          value: 'true',
          message: {
            en: 'It runs privileged, which opens the paths of the kernel under /proc and /sys.',
            zh: '以特权模式运行，/proc 与 /sys 下的内核路径对其开放。',
          },
          fix: { 'run-command': [removeFlag('--privileged')], compose: [remove('/privileged')] },
        },
      ]);
    }
    return procMasks === null
      ? unknown(
          'Whether paths of the kernel are masked is not known.',
          '无法判断内核路径是否被屏蔽。',
          'procMasks',
        )
      : passed;
  },
  examples: {
    good: [
      { name: 'the default', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext: { procMount: Default }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      {
        name: 'unmasked',
        input: 'run-command',
        text: 'docker run --security-opt systempaths=unconfined nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext:',
          '        procMount: Unmasked',
          '',
        ].join('\n'),
      },
      {
        name: 'privileged',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    privileged: true', ''].join('\n'),
      },
      {
        name: 'a service that unmasks',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt:',
          '      - systempaths=unconfined',
          '',
        ].join('\n'),
      },
    ],
  },
});
