import { z } from 'zod';
import type { NetworkPolicyPeer } from '../model/workload-document.js';
import { policiesOf } from './label-selector.js';
import { kubernetesCheck, objectName, podName, type ObjectFault } from './kubernetes-check.js';

function isEveryone({ cidr, except }: NetworkPolicyPeer): boolean {
  return (cidr === '0.0.0.0/0' || cidr === '::/0') && except.length === 0;
}

export const k8sNetworkPolicyCheck = kubernetesCheck({
  id: 'k8s-network-policy',
  title: { en: 'Pods not covered by a restrictive NetworkPolicy', zh: '缺少网络策略' },
  area: 'kubernetes',
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Add default-deny and explicit allows.', zh: '添加默认拒绝策略，并显式放行所需流量。' },
  references: { trivy: ['KSV-0038'], nist: ['4.3.3', '4.4.2'], seed: ['§7.1', '§7.3', '§9.1'] },
  evaluate(kubernetes) {
    if (kubernetes.pods.length === 0)
      return { faults: [], notApplicable: { en: 'The manifest makes no pod.', zh: '清单中没有 Pod。' } };
    if (kubernetes.networkPolicies.length === 0)
      return {
        faults: [],
        undecided: {
          en: 'The manifest holds no NetworkPolicy; those of the cluster are not known.',
          zh: '清单中没有 NetworkPolicy，集群中的策略未知。',
        },
      };
    const faults = kubernetes.pods.flatMap((pod): ObjectFault[] => {
      const policies = policiesOf(kubernetes, pod);
      const element = podName(kubernetes, pod);
      const missing = ['Ingress', 'Egress'].filter(
        (type) => !policies.some(({ policyTypes }) => policyTypes.includes(type)),
      );
      const place = kubernetes.objects[pod.object]!.place;
      const uncovered = missing.map((type): ObjectFault => ({
        element: `${element} ${type}`,
        place,
        fact: 'networkPolicies',
        value: '',
        message: {
          en: `No NetworkPolicy of the manifest selects the pod for ${type}.`,
          zh: `清单中没有 NetworkPolicy 覆盖该 Pod 的 ${type}。`,
        },
      }));
      const open = policies.flatMap(({ object, ingress, egress }) =>
        [...ingress, ...egress]
          .filter(({ peers, ports }) => ports.length === 0 && (peers.length === 0 || peers.some(isEveryone)))
          .map((rule): ObjectFault => ({
            element: `${element} ${objectName(kubernetes, object)}`,
            place: rule.place,
            fact: 'networkPolicies',
            value: '',
            message: {
              en: `A rule of ${objectName(kubernetes, object)} allows everyone on every port.`,
              zh: `${objectName(kubernetes, object)} 的一条规则允许所有来源与端口。`,
            },
          })),
      );
      return [...uncovered, ...open];
    });
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'both ways',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web, namespace: a }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '---',
          'apiVersion: networking.k8s.io/v1',
          'kind: NetworkPolicy',
          'metadata: { name: p, namespace: a }',
          'spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {} }] }] }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'another pod only',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web, namespace: a }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '---',
          'apiVersion: networking.k8s.io/v1',
          'kind: NetworkPolicy',
          'metadata: { name: p, namespace: a }',
          'spec: { podSelector: { matchLabels: { app: b } }, policyTypes: [Ingress] }',
          '',
        ].join('\n'),
      },
      {
        name: 'everyone',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '---',
          'apiVersion: networking.k8s.io/v1',
          'kind: NetworkPolicy',
          'metadata: { name: p }',
          'spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}] }',
          '',
        ].join('\n'),
      },
    ],
  },
});
