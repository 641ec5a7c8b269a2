import { z } from 'zod';
import { limitOfService } from './compose-limit.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

const limit = { fact: 'resources.cpuLimitMillis', key: 'cpus', deployed: 'cpus' };

export const workloadCpuLimitCheck = workloadCheck({
  id: 'workload-cpu-limit',
  title: { en: 'No CPU limit or weight', zh: '未限制 CPU' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'low',
  parameters: z.object({ accept_shares: z.boolean().default(true).describe('A weight counts as well.') }),
  remediation: {
    en: 'Set --cpus, or a CPU weight agreed with operations.',
    zh: '设置 --cpus，或与运维约定的 CPU 权重。',
  },
  references: {
    cis: ['5.12'],
    bench: ['5.12'],
    trivy: ['KSV-0011'],
    nist: ['4.4.3'],
    seed: ['§8.1', '§9.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'Under load it is held to one CPU: give it what it was measured to need.',
    zh: '高负载时将被限制为一个 CPU：请按实测需求设置。',
  },
  evaluate(workload, { accept_shares }, context) {
    const { cpuLimitMillis, cpuShares } = workload.resources;
    if ((cpuLimitMillis ?? 0) > 0 || (accept_shares && (cpuShares ?? 0) > 0)) return passed;
    if (cpuLimitMillis === null)
      return unknown('Its CPU limit is not known.', 'CPU 限制未知。', 'resources.cpuLimitMillis');
    return decided([
      {
        fact: 'resources.cpuLimitMillis',
        value: '0',
        message: {
          en: 'Its CPU time is not limited: it can starve others on the host.',
          zh: 'CPU 未限制：可能挤占宿主机上的其他负载。',
        },
        fix: {
          'run-command': [setFlag('--cpus', '1')],
          compose: limitOfService(limit, '1.0', workload, context),
          kubernetes: [set('/resources/limits/cpu', '1')],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a limit', input: 'run-command', text: 'docker run --cpus 1.5 nginx:1.27' },
      { name: 'a weight', input: 'run-command', text: 'docker run --cpu-shares 512 nginx:1.27' },
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
          '      resources: { limits: { cpu: 250m } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cpus: 0.5', ''].join('\n'),
      },
      {
        name: 'a service, deployed',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    deploy: { resources: { limits: { cpus: "0.25" } } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },

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
        text: ['services:', '  web:', '    image: nginx:1.27', '    mem_limit: 1g', ''].join('\n'),
      },
      {
        name: 'a service, deployed',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    deploy:',
          '      resources:',
          '        limits: { cpus: "0" }',
          '',
        ].join('\n'),
      },
    ],
  },
});
