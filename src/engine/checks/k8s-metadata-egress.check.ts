import { z } from 'zod';
import type { NetworkPolicyPeer } from '../model/kubernetes-facts.js';
import type { Place } from '../model/workload-facts.js';
import type { DocumentEdit, JsonValue } from '../remediation/edit.js';
import { blockHolds } from '../network/ip-address.js';
import { kubernetesCheck, objectName, type ObjectFault } from './kubernetes-check.js';

function reaches({ cidr, except }: NetworkPolicyPeer, address: string): boolean {
  return cidr !== null && blockHolds(cidr, address) && !except.some((block) => blockHolds(block, address));
}

/** Leaves the addresses out of the blocks that hold them; a block that is nothing else is to be taken out by hand. */
function withExceptions(
  { document, pointer }: Place,
  peers: readonly NetworkPolicyPeer[],
  addresses: readonly string[],
): DocumentEdit[] {
  return peers.flatMap((peer, index) =>
    addresses
      .filter((address) => reaches(peer, address) && peer.cidr !== address)
      .map((value): DocumentEdit => {
        return { kind: 'append', document, pointer: `${pointer}/to/${index}/ipBlock/except`, value };
      }),
  );
}

/** Instead of everyone: every pod, and every other address but these. */
function withPeers({ document, pointer }: Place, addresses: readonly string[]): DocumentEdit[] {
  const blocks = ['0.0.0.0/0', '::/0'].map((cidr) => {
    const except = addresses.filter((address) => blockHolds(cidr, address));
    return { ipBlock: { cidr, ...(except.length > 0 && { except }) } };
  });
  const value: JsonValue = [{ namespaceSelector: {} }, ...blocks];
  return [{ kind: 'set', document, pointer: `${pointer}/to`, value }];
}

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
  fixSafety: 'review',
  fixRisk: {
    en: 'Pods that sign in to the cloud by its metadata can no longer do so.',
    zh: '通过云元数据服务获取凭据的 Pod 将无法认证。',
  },
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
          (address) => peers.length === 0 || peers.some((peer) => reaches(peer, address)),
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
            fix: peers.length === 0 ? withPeers(place, addresses) : withExceptions(place, peers, reached),
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
        name: 'everyone',
        input: 'kubernetes',
        text: [
          'apiVersion: networking.k8s.io/v1',
          'kind: NetworkPolicy',
          'metadata: { name: p }',
          'spec:',
          '  podSelector: {}',
          '  policyTypes: [Egress]',
          '  egress:',
          '    - ports: [{ port: 443 }] # the web',
          '',
        ].join('\n'),
      },
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
