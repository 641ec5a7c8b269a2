import { z } from 'zod';
import { kubernetesCheck, podName, setAt, type ObjectFault } from './kubernetes-check.js';

export const k8sServiceAccountTokenCheck = kubernetesCheck({
  id: 'k8s-service-account-token',
  title: { en: 'API token mounted without need', zh: '自动挂载服务账户令牌' },
  area: 'kubernetes',
  severity: 'medium',
  parameters: z.object({ need_label: z.string().default('hardening.needs-api') }),
  remediation: {
    en: 'Set automountServiceAccountToken false.',
    zh: '将 automountServiceAccountToken 设为 false。',
  },
  references: { trivy: ['KSV-0036'], nist: ['4.3.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'A program that calls the API of Kubernetes can no longer sign in.',
    zh: '调用 Kubernetes API 的程序将无法认证。',
  },
  evaluate(kubernetes, { need_label }) {
    const faults = kubernetes.pods.flatMap((pod, index): ObjectFault[] => {
      const account = pod.serviceAccount ?? 'default';
      if (pod.automountToken === false || (pod.labels[need_label] === 'true' && account !== 'default'))
        return [];
      return [
        {
          element: podName(kubernetes, pod),
          place: pod.place,
          fact: `pods.${index}.automountToken`,
          value: String(pod.automountToken),
          message: {
            en: `The token of the service account "${account}" lies in every container of the pod.`,
            zh: `服务账户“${account}”的令牌会挂载到 Pod 的每个容器中。`,
          },
          fix: [setAt(pod.place, '/automountServiceAccountToken', false)],
        },
      ];
    });
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'not mounted',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  automountServiceAccountToken: false',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'needed',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web, labels: { hardening.needs-api: "true" } }',
          'spec:',
          '  serviceAccountName: api',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'mounted',
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
