import { z } from 'zod';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const k8sProbesCheck = workloadCheck({
  id: 'k8s-probes',
  title: { en: 'Liveness or readiness probe missing', zh: '缺少健康探针' },
  area: 'kubernetes',
  inputs: ['kubernetes'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Add probes.', zh: '添加探针。' },
  references: { cis: ['5.27'] },
  evaluate({ healthcheck, origin }) {
    if (origin.role !== 'app')
      return notApplicable(
        'It is an init, sidecar or ephemeral container.',
        '为初始化、sidecar 或临时容器。',
      );
    if (origin.kind === 'Job' || origin.kind === 'CronJob')
      return notApplicable('It is a job.', '为任务类工作负载。');
    if (healthcheck.state === null)
      return unknown('Its probes are not known.', '探针情况未知。', 'healthcheck.state');
    if (healthcheck.state === 'defined') return passed;
    return decided([
      {
        fact: 'healthcheck.state',
        value: healthcheck.state,
        message: {
          en: 'It has neither a liveness nor a readiness probe.',
          zh: '没有存活探针，也没有就绪探针。',
        },
      },
    ]);
  },
  examples: {
    good: [
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
          '      readinessProbe: { tcpSocket: { port: 80 } }',
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
    ],
  },
});
