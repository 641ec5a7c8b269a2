import { z } from 'zod';
import { kubernetesCheck, podName, type ObjectFault } from './kubernetes-check.js';

export const k8sHostPathCheck = kubernetesCheck({
  id: 'k8s-host-path',
  title: { en: 'hostPath volume', zh: '使用 hostPath 卷' },
  area: 'kubernetes',
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Use PVC, configMap, secret or emptyDir.',
    zh: '使用 PVC、configMap、secret 或 emptyDir。',
  },
  references: { trivy: ['KSV-0023'], pss: ['baseline:hostPathVolumes'], nist: ['4.4.3'] },
  evaluate(kubernetes) {
    const faults = kubernetes.pods.flatMap((pod, index) =>
      pod.volumes.flatMap(({ name, type, path, place }): ObjectFault[] => {
        if (type !== 'hostPath') return [];
        const element = `${podName(kubernetes, pod)} ${name}`;
        return [
          {
            element,
            place,
            fact: `pods.${index}.volumes`,
            value: path ?? '',
            message: {
              en: `The volume "${name}" is the folder ${path ?? '?'} of the node.`,
              zh: `卷“${name}”为节点目录 ${path ?? '?'}。`,
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
        name: 'none',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: a, emptyDir: {} }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a folder',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: a, hostPath: { path: /srv } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
  },
});
