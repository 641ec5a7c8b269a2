import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, set, remove } from '../remediation/workload-fix.js';

export const workloadIpcHostCheck = workloadCheck({
  id: 'workload-ipc-host',
  title: { en: 'Host IPC namespace shared', zh: '共享宿主机 IPC 命名空间' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Remove the option; raise --shm-size when memory is the reason.',
    zh: '去掉该选项；若因内存不足，请增大 --shm-size。',
  },
  references: {
    cis: ['5.17'],
    bench: ['5.17'],
    trivy: ['KSV-0008'],
    pss: ['baseline:hostNamespaces'],
    nist: ['4.4.3'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It no longer shares memory and semaphores with processes of the host.',
    zh: '将不再与宿主机进程共享内存和信号量。',
  },
  evaluate({ namespaces: { ipc } }) {
    if (ipc === null)
      return unknown('Its IPC namespace is not known.', 'IPC 命名空间未知。', 'namespaces.ipc');
    if (ipc === 'private' || ipc === 'none') return passed;
    const isHost = ipc === 'host';
    return decided([
      {
        fact: 'namespaces.ipc',
        value: ipc,
        ...(!isHost && { severity: 'low' as const }),
        message: isHost
          ? {
              en: 'It shares the IPC namespace of the host: shared memory of its processes is open to it.',
              zh: '共享宿主机 IPC 命名空间：可访问宿主机进程的共享内存。',
            }
          : {
              en:
                ipc === 'container'
                  ? 'It shares the IPC namespace of another container.'
                  : 'Other containers may join its IPC namespace.',
              zh: ipc === 'container' ? '共享另一个容器的 IPC 命名空间。' : '其他容器可加入其 IPC 命名空间。',
            },
        fix: {
          'run-command': [removeFlag('--ipc')],
          compose: [remove('/ipc')],
          kubernetes: [set('/hostIPC', false, 'pod')],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'its own', input: 'run-command', text: 'docker run --ipc private nginx:1.27' },
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
        text: ['services:', '  web:', '    image: nginx:1.27', '    ipc: private', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the host', input: 'run-command', text: 'docker run --ipc=host nginx:1.27' },
      { name: 'shareable', input: 'run-command', text: 'docker run --ipc shareable nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  hostIPC: true',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ipc: host', ''].join('\n'),
      },
    ],
  },
});
