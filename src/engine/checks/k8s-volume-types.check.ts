import { z } from 'zod';
import { kubernetesCheck, podName, type ObjectFault } from './kubernetes-check.js';

export const k8sVolumeTypesCheck = kubernetesCheck({
  id: 'k8s-volume-types',
  title: { en: 'Volume type outside the allowed set', zh: '使用了不允许的卷类型' },
  area: 'kubernetes',
  severity: 'low',
  parameters: z.object({
    allow: z
      .array(z.string())
      .default([
        'configMap',
        'csi',
        'downwardAPI',
        'emptyDir',
        'ephemeral',
        'image',
        'persistentVolumeClaim',
        'projected',
        'secret',
      ]),
  }),
  remediation: { en: 'Use a PVC or CSI volume.', zh: '使用 PVC 或 CSI 卷。' },
  references: { trivy: ['KSV-0028', 'KSV-0121'], pss: ['restricted:restrictedVolumes'] },
  evaluate(kubernetes, { allow }) {
    const faults = kubernetes.pods.flatMap((pod, index) =>
      pod.volumes.flatMap(({ name, type, place }): ObjectFault[] => {
        if (allow.includes(type)) return [];
        return [
          {
            element: `${podName(kubernetes, pod)} ${name}`,
            place,
            fact: `pods.${index}.volumes`,
            value: type,
            message: {
              en: `The volume "${name}" is of the type ${type}, which is not allowed.`,
              zh: `卷“${name}”的类型 ${type} 不被允许。`,
            },
          },
        ];
      }),
    );
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'allowed ones',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: a, emptyDir: {} }, { name: b, secret: { secretName: s } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'NFS',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: a, nfs: { server: s, path: /p } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
  },
});
