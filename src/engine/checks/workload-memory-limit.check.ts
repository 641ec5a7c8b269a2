import { z } from 'zod';
import { limitOfService } from './compose-limit.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

const limit = { fact: 'resources.memoryBytes', key: 'mem_limit', deployed: 'memory' };

export const workloadMemoryLimitCheck = workloadCheck({
  id: 'workload-memory-limit',
  title: { en: 'No memory limit', zh: '未限制内存' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({
    max_bytes: z.int().min(1).nullable().default(null).describe('Null: any limit will do.'),
  }),
  remediation: { en: 'Set a hard memory limit from measured use.', zh: '依据实测用量设置内存硬限制。' },
  references: {
    cis: ['5.11'],
    bench: ['5.11'],
    trivy: ['KSV-0018'],
    nist: ['4.4.3'],
    seed: ['§8.1', '§9.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It is ended when it needs more than this: give it what it was measured to need.',
    zh: '内存超出上限时进程会被终止：请按实测需求设置。',
  },
  evaluate(workload, { max_bytes }, context) {
    const {
      resources: { memoryBytes },
      unresolved,
    } = workload;
    if (memoryBytes === null || unresolved.includes('resources.memoryBytes'))
      return unknown('Its memory limit is not known.', '内存限制未知。', 'resources.memoryBytes');
    const isTooHigh = max_bytes !== null && memoryBytes > max_bytes;
    if (memoryBytes > 0 && !isTooHigh) return passed;
    const bytes = Math.min(512 * 1024 * 1024, max_bytes ?? Infinity);
    const amount = `${Math.max(6, Math.floor(bytes / 1024 / 1024))}m`;
    return decided([
      {
        fact: 'resources.memoryBytes',
        value: String(memoryBytes),
        message: isTooHigh
          ? {
              en: `It may take ${memoryBytes} bytes of memory, more than the ${max_bytes} allowed.`,
              zh: `可使用 ${memoryBytes} 字节内存，超过允许的 ${max_bytes}。`,
            }
          : {
              en: 'Its memory is not limited: it can exhaust that of the host.',
              zh: '内存未限制：可能耗尽宿主机内存。',
            },
        fix: {
          'run-command': [setFlag('--memory', amount)],
          compose: limitOfService(limit, amount, workload, context),
          kubernetes: [set('/resources/limits/memory', `${amount}i`.replace('mi', 'Mi'))],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'a limit', input: 'run-command', text: 'docker run --memory 512m nginx:1.27' },

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
          '      resources: { limits: { memory: 64Mi } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    mem_limit: 512m', ''].join('\n'),
      },
      {
        name: 'a service, deployed',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    deploy: { resources: { limits: { memory: 64M } } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'too high a one',
        input: 'run-command',
        text: 'docker run -m 2g nginx:1.27',
        parameters: { max_bytes: 1073741824 },
      },

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
        text: ['services:', '  web:', '    image: nginx:1.27', '    cpus: 1', ''].join('\n'),
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
          '        limits:',
          '          memory: 2g # for now',
          '',
        ].join('\n'),
        parameters: { max_bytes: 1073741824 },
      },
    ],
  },
});
