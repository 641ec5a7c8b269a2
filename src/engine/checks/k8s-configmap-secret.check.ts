import { z } from 'zod';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

export const k8sConfigmapSecretCheck = kubernetesCheck({
  id: 'k8s-configmap-secret',
  title: { en: 'Secret stored in a ConfigMap or plain manifest', zh: 'ConfigMap 中存放敏感信息' },
  area: 'kubernetes',
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Use an external secret store or sealed secrets.',
    zh: '使用外部密钥存储或 sealed secrets。',
  },
  references: { trivy: ['KSV-0109', 'KSV-01010'], nist: ['4.1.4'], seed: ['§6.1'] },
  evaluate(kubernetes, _parameters, { workloads }) {
    const stored = kubernetes.secretValues.map(({ object, key, preview, place }): ObjectFault => ({
      element: `${objectName(kubernetes, object)} ${key}`,
      place,
      fact: 'secretValues',
      value: preview,
      message: {
        en: `${objectName(kubernetes, object)} holds a secret in clear under "${key}".`,
        zh: `${objectName(kubernetes, object)} 的“${key}”明文存放敏感信息。`,
      },
    }));
    const literal = workloads.flatMap(({ environment, origin, places }) =>
      (environment ?? []).flatMap(({ name, detections, preview }, index): ObjectFault[] => {
        const place = places[`environment.${index}`];
        if (detections.length === 0 || !place) return [];
        return [
          {
            element: `${origin.name} ${name}`,
            place,
            fact: 'env',
            value: preview,
            message: {
              en: `The variable ${name} of ${origin.name} holds a secret in clear.`,
              zh: `${origin.name} 的变量 ${name} 明文存放敏感信息。`,
            },
          },
        ];
      }),
    );
    return { faults: [...stored, ...literal] };
  },
  examples: {
    good: [
      {
        name: 'settings',
        input: 'kubernetes',
        text: ['apiVersion: v1', 'kind: ConfigMap', 'metadata: { name: x }', 'data: { LANG: en }', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      {
        name: 'a password',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: ConfigMap',
          'metadata: { name: x }',
          'data:',
          '  DB_PASSWORD: hunter2hunter2',
          '',
        ].join('\n'),
      },
      {
        name: 'a Secret in clear',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Secret',
          'metadata: { name: x }',
          'stringData: { a: some-value-here }',
          '',
        ].join('\n'),
      },
    ],
  },
});
