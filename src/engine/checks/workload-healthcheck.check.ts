import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { remove, removeFlag } from '../remediation/workload-fix.js';

export const workloadHealthcheckCheck = workloadCheck({
  id: 'workload-healthcheck',
  title: { en: 'No health check at run time', zh: '未配置健康检查' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Add --health-cmd or HEALTHCHECK in the image.',
    zh: '添加 --health-cmd，或在镜像中定义 HEALTHCHECK。',
  },
  references: { cis: ['5.27'], bench: ['5.27'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The health check of its image counts again: the container is unhealthy where that fails.',
    zh: '镜像自带的健康检查将重新生效：检查失败时容器会被视为不健康。',
  },
  evaluate({ healthcheck: { state } }) {
    if (state === 'defined' || state === 'inherited') return passed;
    if (state === null)
      return unknown(
        'It defines no health check, and whether its image does is not known.',
        '自身未定义健康检查，且镜像情况未知。',
        'healthcheck.state',
      );
    const isOff = state === 'disabled';
    return decided([
      {
        fact: 'healthcheck.state',
        value: state,
        message: isOff
          ? { en: 'Its health check is switched off.', zh: '健康检查被关闭。' }
          : { en: 'Neither it nor its image defines a health check.', zh: '自身与镜像均未定义健康检查。' },
        ...(isOff && {
          fix: {
            'run-command': [removeFlag('--no-healthcheck')],
            compose: [remove('/healthcheck')],
          },
        }),
      },
    ]);
  },
  examples: {
    good: [
      {
        name: 'a command',
        input: 'run-command',
        text: "docker run --health-cmd 'curl -f http://localhost/' nginx:1.27",
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    healthcheck: { test: ["CMD", "true"] }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'off', input: 'run-command', text: 'docker run --no-healthcheck nginx:1.27' },
      {
        name: 'off',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    healthcheck:',
          '      disable: true',
          '',
        ].join('\n'),
      },
    ],
  },
});
