import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { addFlag, setFlag, set, append } from '../remediation/workload-fix.js';

const tmp = '/tmp:size=64m';
const fix = {
  'run-command': [addFlag('--read-only'), addFlag('--tmpfs', tmp)],
  compose: [set('/read_only', true), append('/tmpfs', tmp)],
  kubernetes: [set('/securityContext/readOnlyRootFilesystem', true)],
};

export const workloadRootfsReadOnlyCheck = workloadCheck({
  id: 'workload-rootfs-read-only',
  title: { en: 'Root filesystem is writable', zh: '根文件系统可写' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Make the root filesystem read-only and give tmpfs or a volume to the paths that must be written.',
    zh: '将根文件系统设为只读，并为必须写入的路径提供 tmpfs 或卷。',
  },
  references: {
    cis: ['5.13'],
    bench: ['5.13'],
    trivy: ['KSV-0014'],
    nist: ['4.4.4'],
    seed: ['§2.1', '§2.3', '§5.2', '§8.1', '§9.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'Every path that it writes needs a tmpfs or a volume; /tmp gets one.',
    zh: '所有需要写入的路径都须提供 tmpfs 或卷；/tmp 会自动添加。',
  },
  evaluate({ rootfsReadOnly, mounts, places }) {
    if (rootfsReadOnly === true) return passed;
    if (rootfsReadOnly === null)
      return unknown(
        'Whether its root file system is read-only is not known.',
        '无法判断根文件系统是否只读。',
        'rootfsReadOnly',
      );
    const hasTmp = mounts?.some(({ target }) => target === '/tmp') ?? false;
    const isStated = 'rootfsReadOnly' in places;
    return decided([
      {
        fact: 'rootfsReadOnly',
        value: 'false',
        message: {
          en: 'Its root file system can be written: what breaks in can change its programs.',
          zh: '根文件系统可写：入侵者可以修改其中的程序。',
        },
        fix: {
          'run-command': [
            isStated ? setFlag('--read-only', null) : addFlag('--read-only'),
            ...(hasTmp ? [] : [addFlag('--tmpfs', tmp)]),
          ],
          compose: hasTmp ? [set('/read_only', true)] : fix.compose,
          kubernetes: fix.kubernetes,
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'read-only', input: 'run-command', text: 'docker run --read-only nginx:1.27' },

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
          '      securityContext: { readOnlyRootFilesystem: true }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    read_only: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'writable', input: 'run-command', text: 'docker run nginx:1.27' },

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
        name: 'said to be',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    read_only: false', ''].join('\n'),
      },
    ],
  },
});
