import { z } from 'zod';
import { isWithin } from './host-mounts.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadLogDirTmpfsCheck = workloadCheck({
  id: 'workload-log-dir-tmpfs',
  title: { en: 'Logs kept on tmpfs only', zh: '日志目录使用 tmpfs 会丢失审计数据' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'info',
  parameters: z.object({
    stdout_label: z
      .string()
      .default('hardening.logs-to-stdout')
      .describe('A label of the workload that says its logs go to its output.'),
  }),
  remediation: {
    en: 'Log to stdout with a remote log driver, or mount a log volume.',
    zh: '日志输出到 stdout 并使用远程日志驱动，或挂载日志卷。',
  },
  references: { seed: ['§2.3', '§8.3'] },
  evaluate({ mounts, labels }, { stdout_label }) {
    if (mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');
    if (labels[stdout_label] === 'true') return passed;
    const faults: Fault[] = mounts.flatMap(({ type, target }, index) => {
      if (type !== 'tmpfs' || !isWithin(target, '/var/log')) return [];
      return {
        element: target,
        fact: `mounts.${index}`,
        value: target,
        message: {
          en: `What it logs to ${target} lies in memory and is gone when it stops.`,
          zh: `写入 ${target} 的日志位于内存中，容器停止后即丢失。`,
        },
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run --tmpfs /tmp nginx:1.27' },
      {
        name: 'a label',
        input: 'run-command',
        text: 'docker run --label hardening.logs-to-stdout=true --tmpfs /var/log nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    tmpfs: [/tmp]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the log folder', input: 'run-command', text: 'docker run --tmpfs /var/log nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    tmpfs: [/var/log/nginx]', ''].join('\n'),
      },
    ],
  },
});
