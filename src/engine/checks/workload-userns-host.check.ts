import { z } from 'zod';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, set, remove } from '../remediation/workload-fix.js';

export const workloadUsernsHostCheck = workloadCheck({
  id: 'workload-userns-host',
  title: { en: 'Container opts out of user-namespace remapping', zh: '容器关闭了用户命名空间隔离' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    require_k8s_userns: z.boolean().default(false).describe('Pods must have a user namespace of their own.'),
  }),
  remediation: {
    en: 'Remove the host user-namespace option (hostUsers false on Kubernetes).',
    zh: '去掉使用宿主机用户命名空间的选项（Kubernetes 上设 hostUsers 为 false）。',
  },
  references: { cis: ['5.31'], bench: ['5.31'], nist: ['4.4.3'], seed: ['§3.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Files in its volumes belong to other users then.',
    zh: '卷中文件的属主会改变。',
  },
  evaluate({ usernsMode, origin }, { require_k8s_userns }) {
    const isKubernetes = origin.input === 'kubernetes';
    if (isKubernetes && !require_k8s_userns) {
      return notApplicable(
        'The policy does not ask pods for user namespaces.',
        '策略未要求 Pod 使用用户命名空间。',
      );
    }
    if (usernsMode === null)
      return unknown('Its user namespace is not known.', '用户命名空间未知。', 'usernsMode');
    if (usernsMode !== 'host') return passed;
    return decided([
      {
        fact: 'usernsMode',
        value: 'host',
        message: isKubernetes
          ? {
              en: "It runs in the host's user namespace: hostUsers is not false.",
              zh: '运行于宿主机用户命名空间：hostUsers 不为 false。',
            }
          : {
              en: 'It opts out of the remapping of user ids: its root is the root of the host.',
              zh: '关闭了用户 ID 重映射：容器的 root 即宿主机的 root。',
            },
        fix: {
          'run-command': [removeFlag('--userns', 'host')],
          compose: [remove('/userns_mode')],
          kubernetes: [set('/hostUsers', false, 'pod')],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'the default', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a pod with its own',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  hostUsers: false',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
        parameters: { require_k8s_userns: true },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: "the host's", input: 'run-command', text: 'docker run --userns=host nginx:1.27' },

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
          '',
        ].join('\n'),
        parameters: { require_k8s_userns: true },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    userns_mode: host', ''].join('\n'),
      },
    ],
  },
});
