import { z } from 'zod';
import { type Fault, decided, passed, workloadCheck } from './workload-check.js';
import { set } from '../remediation/workload-fix.js';

export const workloadResourceRequestsCheck = workloadCheck({
  id: 'workload-resource-requests',
  title: { en: 'CPU or memory request missing', zh: '未设置资源请求' },
  area: 'workload',
  inputs: ['kubernetes'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Set requests from measured use.', zh: '依据实测用量设置 requests。' },
  references: { trivy: ['KSV-0015', 'KSV-0016'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It is placed on nodes with that much to spare only: give it what it was measured to need.',
    zh: '仅会调度到有足够余量的节点：请按实测需求设置。',
  },
  evaluate({ resources: { cpuRequestMillis, memoryRequestBytes } }) {
    const faults: Fault[] = [];
    const missing = (element: 'cpu' | 'memory', fact: string, amount: string): Fault => ({
      element,
      fact,
      value: '',
      message: {
        en: `It requests no ${element === 'cpu' ? 'CPU time' : 'memory'}: the scheduler cannot place it by its need.`,
        zh: `未设置${element === 'cpu' ? ' CPU' : '内存'} request，调度器无法按需放置。`,
      },
      fix: { kubernetes: [set(`/resources/requests/${element}`, amount)] },
    });
    if (cpuRequestMillis === null) faults.push(missing('cpu', 'resources.cpuRequestMillis', '100m'));
    if (memoryRequestBytes === null) faults.push(missing('memory', 'resources.memoryRequestBytes', '128Mi'));
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      {
        name: 'both',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      resources: { requests: { cpu: 100m, memory: 64Mi } }',
          '',
        ].join('\n'),
      },
      {
        name: 'limits stand for them',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      resources: { limits: { cpu: 100m, memory: 64Mi } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'none',
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
        name: 'one',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      resources:',
          '        requests:',
          '          cpu: 100m',
          '',
        ].join('\n'),
      },
    ],
  },
});
