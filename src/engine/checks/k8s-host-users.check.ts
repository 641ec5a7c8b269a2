import { z } from 'zod';
import { kubernetesCheck, podName, setAt, type ObjectFault } from './kubernetes-check.js';

export const k8sHostUsersCheck = kubernetesCheck({
  id: 'k8s-host-users',
  title: { en: 'Pod not in a user namespace', zh: 'Pod 未启用用户命名空间' },
  area: 'kubernetes',
  severity: 'low',
  parameters: z.object({ required: z.boolean().default(false) }),
  remediation: {
    en: 'Set hostUsers false where nodes support it.',
    zh: '在节点支持的情况下将 hostUsers 设为 false。',
  },
  references: { nist: ['4.4.3'], seed: ['§3.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Nodes need support for user namespaces; files in its volumes belong to other users then.',
    zh: '节点需支持用户命名空间；卷中文件的属主会改变。',
  },
  evaluate(kubernetes, { required }) {
    if (!required)
      return { faults: [], notApplicable: { en: 'The policy does not ask for it.', zh: '策略未作此要求。' } };
    const faults = kubernetes.pods.flatMap((pod, index): ObjectFault[] => {
      if (pod.hostUsers === false) return [];
      return [
        {
          element: podName(kubernetes, pod),
          place: pod.place,
          fact: `pods.${index}.hostUsers`,
          value: String(pod.hostUsers),
          message: { en: 'The pod has no user namespace of its own.', zh: 'Pod 未启用独立的用户命名空间。' },
          fix: [setAt(pod.place, '/hostUsers', false)],
        },
      ];
    });
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'its own',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  hostUsers: false',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
        parameters: { required: true },
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
        parameters: { required: true },
      },
    ],
  },
});
