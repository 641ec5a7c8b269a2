import { z } from 'zod';
import type { KubernetesFacts } from '../model/kubernetes-facts.js';
import type { Text } from '../model/text.js';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

interface Exposure {
  readonly kind: string;
  readonly value: string;
  readonly message: Text;
  readonly severity?: 'high';
}

/** The ways in which a Service is open to what lies outside of the cluster. */
function exposures(
  { type, externalIps, sourceRanges }: KubernetesFacts['services'][number],
  name: string,
): Exposure[] {
  const found: Exposure[] = [];
  if (externalIps.length > 0) {
    const value = externalIps.join(', ');
    const message = {
      en: `${name} takes traffic for ${value}.`,
      zh: `${name} 接管发往 ${externalIps.join('、')} 的流量。`,
    };
    found.push({ kind: 'externalIPs', value, message, severity: 'high' });
  }
  if (type === 'NodePort') {
    const message = { en: `${name} is open on a port of every node.`, zh: `${name} 在每个节点上开放端口。` };
    found.push({ kind: type, value: type, message });
  }
  if (type === 'LoadBalancer' && sourceRanges.length === 0) {
    const message = {
      en: `${name} is open to everyone through its load balancer.`,
      zh: `${name} 通过负载均衡器对所有来源开放。`,
    };
    found.push({ kind: type, value: type, message });
  }
  return found;
}

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
    const faults = kubernetes.services.flatMap((service, index) => {
      const { name, place } = kubernetes.objects[service.object]!;
      if (allow.includes(name)) return [];
      const called = objectName(kubernetes, service.object);
      return exposures(service, called).map(({ kind, value, message, severity }): ObjectFault => ({
        ...{ element: `${called} ${kind}`, place, fact: `services.${index}`, value, message },
        ...(severity && { severity }),
      }));
    });
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
