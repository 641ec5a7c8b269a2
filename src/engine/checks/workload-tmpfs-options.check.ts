import { z } from 'zod';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { changeMount } from '../remediation/workload-fix.js';

const opposites: Readonly<Record<string, string>> = { noexec: 'exec', nosuid: 'suid', nodev: 'dev' };

export const workloadTmpfsOptionsCheck = workloadCheck({
  id: 'workload-tmpfs-options',
  title: { en: 'tmpfs mounted with exec, suid or dev', zh: 'tmpfs 未设置 noexec,nosuid,nodev' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({
    required: z.array(z.string()).default(['noexec', 'nosuid', 'nodev']),
    exec_allowed_paths: z.array(z.string()).default([]).describe('Targets on which programs may lie.'),
  }),
  remediation: { en: 'Drop the exec/suid/dev option.', zh: '去掉 exec/suid/dev 选项。' },
  references: { nist: ['4.4.4'], seed: ['§2.3', '§5.2', '§9.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Programs on it, set-user-id files and devices do not work any more.',
    zh: '其中的程序、setuid 文件与设备将无法使用。',
  },
  evaluate({ mounts }, { required, exec_allowed_paths }) {
    if (mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');
    if (!mounts.some(({ type }) => type === 'tmpfs'))
      return notApplicable('It has no tmpfs.', '没有 tmpfs 挂载。');
    const faults: Fault[] = mounts.flatMap(({ type, target, options }, index) => {
      if (type !== 'tmpfs') return [];
      const missing = required.filter(
        (option) =>
          !options.includes(option) ||
          options.lastIndexOf(opposites[option] ?? '') > options.lastIndexOf(option),
      );
      const counted = missing.filter((option) => option !== 'noexec' || !exec_allowed_paths.includes(target));
      if (counted.length === 0) return [];
      const given = counted.map((option) => opposites[option] ?? option);
      return {
        element: target,
        fact: `mounts.${index}`,
        value: options.join(','),
        message: {
          en: `Its tmpfs at ${target} is mounted with ${given.join(', ')}.`,
          zh: `位于 ${target} 的 tmpfs 挂载带有 ${given.join('、')}。`,
        },
        fix: changeMount(target, `mounts.${index}`, { without: given }),
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'as the engine mounts it', input: 'run-command', text: 'docker run --tmpfs /tmp nginx:1.27' },
      {
        name: 'a size',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    tmpfs:',
          '      - /tmp:size=64m',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'programs may run',
        input: 'run-command',
        text: 'docker run --tmpfs /tmp:exec,size=64m nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    tmpfs:', '      - /tmp:suid', ''].join(
          '\n',
        ),
      },
    ],
  },
});
