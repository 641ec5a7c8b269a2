import { z } from 'zod';
import { podOf } from './pod-of.js';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { set } from '../remediation/workload-fix.js';

export const workloadSeccompExplicitCheck = workloadCheck({
  id: 'workload-seccomp-explicit',
  title: { en: 'Seccomp profile not declared', zh: '未显式声明 seccomp 配置' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({ require_on_docker: z.boolean().default(false) }),
  remediation: {
    en: 'Declare RuntimeDefault (or a local profile).',
    zh: '显式声明 RuntimeDefault（或本地配置）。',
  },
  references: { trivy: ['KSV-0030'], pss: ['restricted:seccompProfile'] },
  fixSafety: 'safe',
  evaluate(workload, { require_on_docker }, context) {
    const { seccomp, origin } = workload;
    const isKubernetes = origin.input === 'kubernetes';
    if (!isKubernetes && !require_on_docker)
      return notApplicable('Docker filters system calls by default.', 'Docker 默认启用系统调用过滤。');
    if (seccomp.mode === null)
      return unknown('Its seccomp profile is not known.', 'seccomp 配置未知。', 'seccomp.mode');
    const isStated = seccomp.mode === 'default' || seccomp.mode === 'custom';
    const ofPod = isKubernetes && podOf(workload, context)?.security.seccomp === 'unconfined';
    if (isStated && !ofPod) return passed;
    return decided([
      {
        fact: 'seccomp.mode',
        value: ofPod ? 'unconfined' : seccomp.mode,
        message: {
          en: `Its seccomp profile is ${seccomp.mode === 'unset' ? 'not declared' : 'unconfined'}.`,
          zh: seccomp.mode === 'unset' ? '未声明 seccomp 配置。' : 'seccomp 为 unconfined。',
        },
        fix: {
          kubernetes: [
            set('/securityContext/seccompProfile/type', 'RuntimeDefault', ofPod ? 'pod' : 'workload'),
          ],
        },
      },
    ]);
  },
  examples: {
    good: [
      {
        name: 'of the pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  securityContext: { seccompProfile: { type: RuntimeDefault } }',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      { name: 'Docker', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
      {
        name: 'a service that names one',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt: [seccomp=builtin]',
          '',
        ].join('\n'),
        parameters: { require_on_docker: true },
      },
    ],
    bad: [
      {
        name: 'none',
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
      },
      {
        name: 'unconfined',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext: { seccompProfile: { type: Unconfined } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt: [no-new-privileges:true]',
          '',
        ].join('\n'),
        parameters: { require_on_docker: true },
      },
    ],
  },
});
