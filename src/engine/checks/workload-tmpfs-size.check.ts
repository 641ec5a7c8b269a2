import { z } from 'zod';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { changeMount, set } from '../remediation/workload-fix.js';

export const workloadTmpfsSizeCheck = workloadCheck({
  id: 'workload-tmpfs-size',
  title: { en: 'In-memory mount without size limit', zh: '内存挂载未限制大小' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Give the tmpfs a size option (sizeLimit on emptyDir).',
    zh: '为 tmpfs 设置 size（emptyDir 设置 sizeLimit）。',
  },
  references: { seed: ['§2.3'] },
  fixSafety: 'safe',
  evaluate({ mounts, resources }) {
    if (mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');
    const inMemory = mounts
      .map((mount, index) => ({ mount, index }))
      .filter(({ mount }) => mount.type === 'tmpfs' || mount.medium === 'memory');
    if (inMemory.length === 0) return notApplicable('Nothing is mounted in memory.', '没有内存挂载。');
    const isUnlimited = resources.memoryBytes === 0 || resources.memoryBytes === null;
    const faults: Fault[] = inMemory
      .filter(({ mount }) => mount.sizeBytes === null)
      .map(({ mount, index }) => {
        const fact = `mounts.${index}`;
        const isEmptyDir = mount.type === 'emptyDir';
        return {
          element: mount.target,
          fact,
          value: isEmptyDir ? 'medium Memory' : mount.options.join(','),
          ...(isUnlimited && { severity: 'high' as const }),
          message: {
            en: `What it writes to ${mount.target} lies in memory, without a limit of its own${isUnlimited ? ' or of its memory' : ''}.`,
            zh: `写入 ${mount.target} 的内容位于内存中，且未限制大小${isUnlimited ? '，容器内存也未限制' : ''}。`,
          },
          fix: {
            ...changeMount(mount.target, fact, { size: '64m' }),
            kubernetes: [set('/emptyDir/sizeLimit', '64Mi', { fact: `${fact}.volume` })],
          },
        };
      });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'a size', input: 'run-command', text: 'docker run --tmpfs /tmp:size=64m nginx:1.27' },
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    tmpfs: [/tmp:size=64m]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'no size', input: 'run-command', text: 'docker run --memory 512m --tmpfs /tmp nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes:',
          '    - name: t',
          '      emptyDir: { medium: Memory }',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts: [{ name: t, mountPath: /t }]',
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
          '    mem_limit: 512m',
          '    tmpfs: [/tmp]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service, long form',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    mem_limit: 512m',
          '    volumes:',
          '      - type: tmpfs # scratch',
          '        target: /scratch',
          '',
        ].join('\n'),
      },
      {
        name: 'a service, one text',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    mem_limit: 512m',
          '    tmpfs: /tmp:mode=1777',
          '',
        ].join('\n'),
      },
    ],
  },
});
