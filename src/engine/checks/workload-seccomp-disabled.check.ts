import { z } from 'zod';
import { podOf } from './pod-of.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, set, remove, removeFact } from '../remediation/workload-fix.js';

const unfiltered: Fault = {
  fact: 'seccomp.mode',
  value: 'unconfined',
  message: {
    en: 'Its system calls are not filtered: seccomp is unconfined.',
    zh: '系统调用未被过滤：seccomp 为 unconfined。',
  },
  fix: {
    'run-command': [removeFlag('--security-opt', 'seccomp=unconfined')],
    compose: [removeFact('seccomp.mode')],
    kubernetes: [set('/type', 'RuntimeDefault', { fact: 'seccomp.mode' })],
  },
};

const unfilteredPod: Fault = {
  element: 'pod',
  fact: 'seccomp.mode',
  value: 'unconfined',
  message: { en: "The pod's seccomp profile is unconfined.", zh: 'Pod 的 seccomp 配置为 unconfined。' },
  fix: { kubernetes: [set('/securityContext/seccompProfile/type', 'RuntimeDefault', 'pod')] },
};

const privilegedFault: Fault = {
  fact: 'privileged',
  value: 'true',
  message: {
    en: 'It runs privileged, which turns the filter for system calls off.',
    zh: '以特权模式运行，系统调用过滤被关闭。',
  },
  fix: { 'run-command': [removeFlag('--privileged')], compose: [remove('/privileged')] },
};

export const workloadSeccompDisabledCheck = workloadCheck({
  id: 'workload-seccomp-disabled',
  title: { en: 'System-call filter off', zh: '关闭 seccomp' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'high',
  parameters: z.object({
    accept_unset: z
      .boolean()
      .default(false)
      .describe(
        'Pods that name no profile pass, as the Pod Security Standards have it at their baseline level.',
      ),
  }),
  remediation: {
    en: 'Remove the unconfined option; use the default profile or a recorded custom one.',
    zh: '去掉 unconfined 选项；使用默认配置或登记在册的自定义配置。',
  },
  references: {
    cis: ['5.22'],
    bench: ['5.22'],
    trivy: ['KSV-0104'],
    pss: ['baseline:seccompProfile'],
    nist: ['4.4.3', '4.5.2'],
    seed: ['§5.1'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'System calls that the default filter refuses fail.',
    zh: '默认过滤器拒绝的系统调用将失败。',
  },
  evaluate(workload, { accept_unset }, context) {
    const { seccomp, privileged, origin } = workload;
    const isKubernetes = origin.input === 'kubernetes';
    const ofPod = isKubernetes && podOf(workload, context)?.security.seccomp === 'unconfined';
    const faults: Fault[] = [];
    if (seccomp.mode === 'unconfined') {
      faults.push(unfiltered);
    } else if (ofPod) {
      faults.push(unfilteredPod);
    }
    if (privileged === true && !isKubernetes && faults.length === 0) {
      faults.push(privilegedFault);
    }
    if (faults.length > 0) return decided(faults);
    if (seccomp.mode === null)
      return unknown('Its seccomp profile is not known.', 'seccomp 配置未知。', 'seccomp.mode');
    if (isKubernetes && seccomp.mode === 'unset' && !accept_unset)
      return unknown(
        'It names no seccomp profile: whether there is one depends on the kubelet.',
        '未指定 seccomp 配置：是否启用取决于 kubelet。',
        'seccomp.mode',
      );
    return passed;
  },
  examples: {
    good: [
      { name: 'the default', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a profile of its own',
        input: 'run-command',
        text: 'docker run --security-opt seccomp=profile.json nginx:1.27',
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
          '      securityContext: { seccompProfile: { type: RuntimeDefault } }',
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
      { name: 'off', input: 'run-command', text: 'docker run --security-opt seccomp=unconfined nginx:1.27' },
      { name: 'privileged', input: 'run-command', text: 'docker run --privileged nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  securityContext: { seccompProfile: { type: Unconfined } }',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
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
          '    security_opt:',
          '      - seccomp:unconfined',
          '',
        ].join('\n'),
      },
      {
        name: 'a privileged service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    privileged: true', ''].join('\n'),
      },
    ],
  },
});
