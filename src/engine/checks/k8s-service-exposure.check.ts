import { z } from 'zod';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

export const k8sServiceExposureCheck = kubernetesCheck({
  id: 'k8s-service-exposure',
  title: { en: 'Service exposed outside the cluster', zh: '服务对集群外暴露' },
  area: 'kubernetes',
  severity: 'medium',
  parameters: z.object({ allow: z.array(z.string()).default([]).describe('Names of Services.') }),
  remediation: { en: 'Use ClusterIP behind an ingress.', zh: '使用 ClusterIP 并置于 ingress 之后。' },
  references: { trivy: ['KSV-0108'], nist: ['4.4.2'], seed: ['§7.2'] },
  evaluate(kubernetes, { allow }) {
    if (kubernetes.services.length === 0)
      return {
        faults: [],
        notApplicable: { en: 'The manifest holds no Service.', zh: '清单中没有 Service。' },
      };
    const faults = kubernetes.services.flatMap(
      ({ object, type, externalIps, sourceRanges }, index): ObjectFault[] => {
        const name = objectName(kubernetes, object);
        const { place, name: plain } = kubernetes.objects[object]!;
        if (allow.includes(plain)) return [];
        const fault = (
          element: string,
          value: string,
          en: string,
          zh: string,
          severity?: 'high',
        ): ObjectFault => ({
          element: `${name} ${element}`,
          place,
          fact: `services.${index}`,
          value,
          message: { en, zh },
          ...(severity && { severity }),
        });
        return [
          ...(externalIps.length > 0
            ? [
                fault(
                  'externalIPs',
                  externalIps.join(', '),
                  `${name} takes traffic for ${externalIps.join(', ')}.`,
                  `${name} 接管发往 ${externalIps.join('、')} 的流量。`,
                  'high',
                ),
              ]
            : []),
          ...(type === 'NodePort'
            ? [
                fault(
                  'NodePort',
                  type,
                  `${name} is open on a port of every node.`,
                  `${name} 在每个节点上开放端口。`,
                ),
              ]
            : []),
          ...(type === 'LoadBalancer' && sourceRanges.length === 0
            ? [
                fault(
                  'LoadBalancer',
                  type,
                  `${name} is open to everyone through its load balancer.`,
                  `${name} 通过负载均衡器对所有来源开放。`,
                ),
              ]
            : []),
        ];
      },
    );
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'within the cluster',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Service',
          'metadata: { name: s, namespace: a }',
          'spec: { ports: [{ port: 80 }] }',
          '',
        ].join('\n'),
      },
      {
        name: 'named sources',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Service',
          'metadata: { name: s, namespace: a }',
          'spec: { type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8] }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'every node',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Service',
          'metadata: { name: s, namespace: a }',
          'spec: { type: NodePort }',
          '',
        ].join('\n'),
      },
      {
        name: 'external addresses',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Service',
          'metadata: { name: s, namespace: a }',
          'spec: { externalIPs: [192.0.2.1] }',
          '',
        ].join('\n'),
      },
    ],
  },
});
