import { z } from 'zod';
import { blockHolds } from './cidr.js';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

export const k8sMetadataEgressCheck = kubernetesCheck({
  id: 'k8s-metadata-egress',
  title: { en: 'Egress to the cloud metadata address not blocked', zh: '未阻止访问云元数据服务' },
  area: 'kubernetes',
  severity: 'medium',
  parameters: z.object({
    addresses: z
      .array(z.string())
      .default(['169.254.169.254/32', '169.254.170.2/32', 'fd00:ec2::254/128', '100.100.100.200/32']),
  }),
  remediation: {
    en: 'Add an except list, require IMDSv2 with hop limit 1.',
    zh: '添加 except 列表，并要求 IMDSv2 且跳数限制为 1。',
  },
  references: { nist: ['4.4.2'], falco: ['Contact cloud metadata service from container'], seed: ['§7.3'] },
  evaluate(kubernetes, { addresses }) {
    if (kubernetes.networkPolicies.length === 0)
      return {
        faults: [],
        undecided: {
          en: 'The manifest holds no NetworkPolicy; those of the cluster are not known.',
          zh: '清单中没有 NetworkPolicy，集群中的策略未知。',
        },
      };
    const faults = kubernetes.networkPolicies.flatMap(({ object, policyTypes, egress }): ObjectFault[] => {
      if (!policyTypes.includes('Egress')) return [];
      return egress.flatMap(({ peers, place }) => {
        const reached = addresses.filter(
          (address) =>
            peers.length === 0 ||
            peers.some(
              ({ cidr, except }) =>
                cidr !== null &&
                blockHolds(cidr, address) &&
                !except.some((block) => blockHolds(block, address)),
            ),
        );
        if (reached.length === 0) return [];
        return [
          {
            element: objectName(kubernetes, object),
            place,
            fact: 'networkPolicies',
            value: reached.join(', '),
            message: {
              en: `A rule of ${objectName(kubernetes, object)} lets pods reach the metadata of the cloud (${reached.join(', ')}).`,
              zh: `${objectName(kubernetes, object)} 的一条规则允许 Pod 访问云元数据（${reached.join('、')}）。`,
            },
          },
        ];
      });
    });
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'excepted',
        input: 'kubernetes',
        text: [
          'apiVersion: networking.k8s.io/v1',
          'kind: NetworkPolicy',
          'metadata: { name: p }',
          'spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16, 100.100.100.200/32] } }] }] }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'everything',
        input: 'kubernetes',
        text: [
          'apiVersion: networking.k8s.io/v1',
          'kind: NetworkPolicy',
          'metadata: { name: p }',
          'spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }',
          '',
        ].join('\n'),
      },
    ],
  },
});
