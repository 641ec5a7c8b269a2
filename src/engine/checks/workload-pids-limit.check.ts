import { z } from 'zod';
import { limitOfService } from './compose-limit.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag } from '../remediation/workload-fix.js';

const limit = { fact: 'resources.pidsLimit', key: 'pids_limit', deployed: 'pids' };

export const workloadPidsLimitCheck = workloadCheck({
  id: 'workload-pids-limit',
  title: { en: 'No process-count limit', zh: '未限制进程数' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({ max: z.int().min(1).default(1024), recommended: z.int().min(1).default(100) }),
  remediation: {
    en: 'Set --pids-limit to a small multiple of the normal process count.',
    zh: '将 --pids-limit 设为正常进程数的较小倍数。',
  },
  references: { cis: ['5.29'], bench: ['5.29'], nist: ['4.4.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'A program with more processes and threads than this cannot start more.',
    zh: '进程与线程数达到上限后将无法再创建。',
  },
  evaluate(workload, { max, recommended }, context) {
    const { pidsLimit } = workload.resources;
    if (pidsLimit === null)
      return unknown('Its limit of processes is not known.', '进程数限制未知。', 'resources.pidsLimit');
    if (pidsLimit > 0 && pidsLimit <= max) return passed;
    return decided([
      {
        fact: 'resources.pidsLimit',
        value: String(pidsLimit),
        message:
          pidsLimit > 0
            ? {
                en: `It may start ${pidsLimit} processes, more than the ${max} allowed.`,
                zh: `可启动 ${pidsLimit} 个进程，超过允许的 ${max}。`,
              }
            : {
                en: 'The number of its processes is not limited: a fork bomb stops the host.',
                zh: '进程数未限制：fork 炸弹会拖垮宿主机。',
              },
        fix: {
          'run-command': [setFlag('--pids-limit', String(Math.min(recommended, max)))],
          compose: limitOfService(limit, Math.min(recommended, max), workload, context),
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a limit', input: 'run-command', text: 'docker run --pids-limit 100 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    pids_limit: 200', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      { name: 'without end', input: 'run-command', text: 'docker run --pids-limit=-1 nginx:1.27' },
      { name: 'too many', input: 'run-command', text: 'docker run --pids-limit 5000 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    pids_limit: 0', ''].join('\n'),
      },
      {
        name: 'a service, deployed',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    deploy: { resources: { limits: { pids: 5000 } } }',
          '',
        ].join('\n'),
      },
    ],
  },
});
