import { z } from 'zod';
import type { KubernetesFacts, KubernetesPod, NetworkPolicyPeer } from '../model/kubernetes-facts.js';
import { policiesOf } from './label-selector.js';
import { kubernetesCheck, objectName, podName, type ObjectFault } from './kubernetes-check.js';

function isEveryone({ cidr, except }: NetworkPolicyPeer): boolean {
  return (cidr === '0.0.0.0/0' || cidr === '::/0') && except.length === 0;
}

/** Directions of traffic for which no policy selects the pod. */
function uncovered(kubernetes: KubernetesFacts, pod: KubernetesPod): ObjectFault[] {
  const policies = policiesOf(kubernetes, pod);
  const { place } = kubernetes.objects[pod.object]!;
  return ['Ingress', 'Egress']
    .filter((type) => !policies.some(({ policyTypes }) => policyTypes.includes(type)))
    .map((type) => ({
      element: `${podName(kubernetes, pod)} ${type}`,
      place,
      fact: 'networkPolicies',
      value: '',
      message: {
        en: `No NetworkPolicy of the manifest selects the pod for ${type}.`,
        zh: `清单中没有 NetworkPolicy 覆盖该 Pod 的 ${type}。`,
      },
    }));
}

/** Rules for the pod that restrict nothing. */
function open(kubernetes: KubernetesFacts, pod: KubernetesPod): ObjectFault[] {
  return policiesOf(kubernetes, pod).flatMap(({ object, ingress, egress }) => {
    const policy = objectName(kubernetes, object);
    return [...ingress, ...egress]
      .filter(({ peers, ports }) => ports.length === 0 && (peers.length === 0 || peers.some(isEveryone)))
      .map(({ place }) => ({
        element: `${podName(kubernetes, pod)} ${policy}`,
        place,
        fact: 'networkPolicies',
        value: '',
        message: {
          en: `A rule of ${policy} allows everyone on every port.`,
          zh: `${policy} 的一条规则允许所有来源与端口。`,
        },
      }));
  });
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
    const faults = kubernetes.pods.flatMap((pod) => [
      ...uncovered(kubernetes, pod),
      ...open(kubernetes, pod),
    ]);
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
