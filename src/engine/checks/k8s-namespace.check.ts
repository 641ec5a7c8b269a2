import { z } from 'zod';
import { kubernetesCheck, podName, type ObjectFault } from './kubernetes-check.js';

export const k8sNamespaceCheck = kubernetesCheck({
  id: 'k8s-namespace',
  title: {
    en: 'Workload in default or system namespace',
    zh: '工作负载位于 default 或 kube-system 命名空间',
  },
  area: 'kubernetes',
  severity: 'low',
  parameters: z.object({
    denied: z.array(z.string()).default(['default', 'kube-system', 'kube-public', 'kube-node-lease']),
  }),
  remediation: { en: 'Use an application namespace.', zh: '使用应用专属的命名空间。' },
  references: { trivy: ['KSV-0037', 'KSV-0110'], nist: ['4.3.4'] },
  evaluate(kubernetes, { denied }) {
    const open = kubernetes.pods.filter(
      (pod) => (kubernetes.objects[pod.object]?.namespace ?? null) === null,
    );
    const faults = kubernetes.pods.flatMap((pod): ObjectFault[] => {
      const object = kubernetes.objects[pod.object];
      if (!object || object.namespace === null || !denied.includes(object.namespace)) return [];
      return [
        {
          element: podName(kubernetes, pod),
          place: object.place,
          fact: `objects.${pod.object}.namespace`,
          value: object.namespace,
          message: {
            en: `It lies in the namespace ${object.namespace}.`,
            zh: `位于命名空间 ${object.namespace}。`,
          },
        },
      ];
    });
    const undecided =
      open.length > 0
        ? {
            en: `The namespace of ${podName(kubernetes, open[0]!)} is not stated.`,
            zh: `${podName(kubernetes, open[0]!)} 未声明命名空间。`,
          }
        : null;
    return { faults, undecided };
  },
  examples: {
    good: [
      {
        name: 'an own one',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web, namespace: shop }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'the default',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web, namespace: default }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'the system',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web, namespace: kube-system }',
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
