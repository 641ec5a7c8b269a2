import { z } from 'zod';
import { Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';

export const k8sSecretInEnvCheck = workloadCheck({
  id: 'k8s-secret-in-env',
  title: { en: 'Secret injected as environment variable', zh: '以环境变量注入 Secret' },
  area: 'kubernetes',
  inputs: ['kubernetes'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Mount it as a file.', zh: '以文件方式挂载。' },
  references: { nist: ['4.1.4'], seed: ['§6.2'] },
  evaluate({ environment, environmentFiles }) {
    if (environment === null)
      return unknown('Its environment is not known.', '环境变量未知。', 'environment');
    const faults: Fault[] = environment.flatMap(({ name, valueClass }, index) =>
      valueClass !== 'secret-ref'
        ? []
        : {
            element: name,
            fact: `environment.${index}`,
            value: name,
            message: {
              en: `The variable ${name} is filled from a Secret: every process and crash report of it can show it.`,
              zh: `变量 ${name} 来自 Secret：任何进程或崩溃报告都可能泄露。`,
            },
          },
    );
    environmentFiles.forEach(({ name, kind }, index) => {
      if (kind !== 'secret-ref') return;
      faults.push({
        element: `envFrom ${name}`,
        fact: `environmentFiles.${index}`,
        value: name,
        message: {
          en: `Every key of the Secret "${name}" becomes a variable.`,
          zh: `Secret“${name}”的所有键都成为环境变量。`,
        },
      });
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
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
          '      env: [{ name: A, value: b }]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
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
          '      env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }]',
          '',
        ].join('\n'),
      },
    ],
  },
});
