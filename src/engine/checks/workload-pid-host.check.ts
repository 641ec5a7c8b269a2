import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, set, remove } from '../remediation/workload-fix.js';

export const workloadPidHostCheck = workloadCheck({
  id: 'workload-pid-host',
  title: { en: 'Host PID namespace shared', zh: '共享宿主机 PID 命名空间' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'high',
  parameters: z.object({}),
  remediation: { en: 'Remove the option.', zh: '去掉该选项。' },
  references: {
    cis: ['5.16'],
    bench: ['5.16'],
    trivy: ['KSV-0010'],
    pss: ['baseline:hostNamespaces'],
    nist: ['4.4.3'],
    seed: ['§5.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It no longer sees the processes of the host or of another container.',
    zh: '将看不到宿主机或其他容器的进程。',
  },
  evaluate({ namespaces: { pid } }) {
    if (pid === null)
      return unknown('Its PID namespace is not known.', 'PID 命名空间未知。', 'namespaces.pid');
    if (pid === 'private') return passed;
    const isHost = pid === 'host';
    return decided([
      {
        fact: 'namespaces.pid',
        value: pid,
        ...(!isHost && { severity: 'medium' as const }),
        message: isHost
          ? {
              en: 'It sees the processes of the host, and can reach into those of its own user.',
              zh: '可看到宿主机进程，并能操作同一用户的进程。',
            }
          : { en: 'It sees the processes of another container.', zh: '可看到另一个容器的进程。' },
        fix: {
          'run-command': [removeFlag('--pid')],
          compose: [remove('/pid')],
          kubernetes: [set('/hostPID', false, 'pod')],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'its own', input: 'run-command', text: 'docker run nginx:1.27' },
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
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the host', input: 'run-command', text: 'docker run --pid=host nginx:1.27' },
      { name: 'another container', input: 'run-command', text: 'docker run --pid container:web nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  hostPID: true',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    pid: host', ''].join('\n'),
      },
    ],
  },
});
