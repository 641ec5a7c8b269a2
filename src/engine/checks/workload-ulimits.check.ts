import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { addFlag, set } from '../remediation/workload-fix.js';

export const workloadUlimitsCheck = workloadCheck({
  id: 'workload-ulimits',
  title: { en: 'ulimits not tuned', zh: '未设置 ulimit' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'info',
  parameters: z.object({
    require: z.array(z.string()).default(['nofile', 'nproc']),
    assume_engine_defaults: z.boolean().default(false).describe('What the daemon sets counts as not set.'),
  }),
  remediation: {
    en: 'Set default ulimits in the daemon, override per container only with a reason.',
    zh: '在守护进程中设置默认 ulimit，仅在有理由时按容器覆盖。',
  },
  references: { cis: ['5.19'], bench: ['5.19'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'A program with more open files than this cannot open more.',
    zh: '打开文件数达到上限后将无法再打开。',
  },
  evaluate({ resources: { ulimits }, runsOn }, { require, assume_engine_defaults }) {
    if (ulimits === null) return unknown('Its ulimits are not known.', 'ulimit 未知。', 'resources.ulimits');
    const given = runsOn?.defaultUlimits ?? null;
    const missing = require.filter(
      (name) => !ulimits.some((limit) => limit.name === name) && !given?.includes(name),
    );
    if (missing.length === 0) return passed;
    if (given === null && !assume_engine_defaults) {
      return unknown(
        `It sets no ulimit for ${missing.join(', ')}, and the daemon's defaults are not known.`,
        `未设置 ${missing.join('、')} 的 ulimit，且守护进程默认值未知。`,
        'resources.ulimits',
      );
    }
    return decided(
      missing.map((name) => ({
        element: name,
        fact: 'resources.ulimits',
        value: '',
        message: { en: `It sets no ulimit for ${name}.`, zh: `未设置 ${name} 的 ulimit。` },
        fix: {
          'run-command': [addFlag('--ulimit', `${name}=1024:2048`)],
          compose: [set(`/ulimits/${name}`, { soft: 1024, hard: 2048 })],
        },
      })),
    );
  },
  examples: {
    good: [
      {
        name: 'both',
        input: 'run-command',
        text: 'docker run --ulimit nofile=1024:2048 --ulimit nproc=64 nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    ulimits: { nofile: 1024, nproc: 64 }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'one missing',
        input: 'run-command',
        text: 'docker run --ulimit nofile=1024 nginx:1.27',
        parameters: { assume_engine_defaults: true },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    ulimits:', '      nproc: 64', ''].join(
          '\n',
        ),
        parameters: { assume_engine_defaults: true },
      },
    ],
  },
});
