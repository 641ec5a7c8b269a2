import { z } from 'zod';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, remove } from '../remediation/workload-fix.js';

export const workloadOomProtectionCheck = workloadCheck({
  id: 'workload-oom-protection',
  title: { en: 'OOM killer disabled or priority lowered', zh: '关闭 OOM Killer 或降低其优先级' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({ min_oom_score_adj: z.int().min(-1000).max(1000).default(0) }),
  remediation: { en: 'Remove the option.', zh: '去掉该选项。' },
  references: { nist: ['4.4.3'] },
  fixSafety: 'safe',
  evaluate({ resources }, { min_oom_score_adj }) {
    const { isOomKillDisabled, oomScoreAdjustment, memoryBytes } = resources;
    const faults: Fault[] = [];
    if (isOomKillDisabled === true) {
      const isUnlimited = memoryBytes === 0;
      faults.push({
        element: 'oom-kill-disable',
        fact: 'resources.isOomKillDisabled',
        value: 'true',
        ...(isUnlimited && { severity: 'high' as const }),
        message: {
          en: `The kernel may not end it when memory runs out${isUnlimited ? ', and its memory is not limited' : ''}.`,
          zh: `内存耗尽时内核不得终止该容器${isUnlimited ? '，且其内存未限制' : ''}。`,
        },
        fix: { 'run-command': [removeFlag('--oom-kill-disable')], compose: [remove('/oom_kill_disable')] },
      });
    }
    if (oomScoreAdjustment !== null && oomScoreAdjustment < min_oom_score_adj) {
      faults.push({
        element: 'oom-score-adj',
        fact: 'resources.oomScoreAdjustment',
        value: String(oomScoreAdjustment),
        message: {
          en: `When memory runs out, others on the host are ended before it (score ${oomScoreAdjustment}).`,
          zh: `内存耗尽时宿主机上的其他进程会先于它被终止（分值 ${oomScoreAdjustment}）。`,
        },
        fix: { 'run-command': [removeFlag('--oom-score-adj')], compose: [remove('/oom_score_adj')] },
      });
    }
    if (faults.length > 0) return decided(faults);
    return isOomKillDisabled === null || oomScoreAdjustment === null
      ? unknown('How it fares when memory runs out is not known.', '内存耗尽时的处理方式未知。', 'resources')
      : passed;
  },
  examples: {
    good: [
      { name: 'the default', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'never ended', input: 'run-command', text: 'docker run --oom-kill-disable nginx:1.27' },
      { name: 'ended last', input: 'run-command', text: 'docker run --oom-score-adj=-500 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    oom_score_adj: -100',
          '    oom_kill_disable: true',
          '',
        ].join('\n'),
      },
    ],
  },
});
