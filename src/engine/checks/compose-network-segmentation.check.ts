import { z } from 'zod';
import { listed } from '../model/text-parts.js';
import type { ComposeFacts } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import type { Edit } from '../remediation/edit.js';
import { composeCheck, type ProjectFault, setIn } from './compose-check.js';
import { servicesOfTier } from './compose-tiers.js';

type Network = ComposeFacts['networks'][number];

/** Networks that each tier is to be on. */
const wanted = { edge: ['frontend'], app: ['frontend', 'backend'], data: ['backend'] } as const;

/** What divides a network into two; nothing where a service has a fixed address on it, or its tier is not known. */
function divided(
  compose: ComposeFacts,
  { name, services }: Network,
  workloads: readonly WorkloadFacts[],
): Edit[] {
  const members = workloads.filter(({ origin }) => services.includes(origin.name));
  const edits = members.flatMap(({ origin, network, places }): Edit[] => {
    const tier = compose.tiers[origin.name] ?? null;
    if (tier === null || network.staticIp !== null || !places['']) return [];
    const kept = network.names.filter((other) => other !== name);
    const networks = [...new Set([...kept, ...wanted[tier]])];
    return network.mode === 'user-defined' ? [setIn(places[''], '/networks', networks)] : [];
  });
  const moved = members.filter(({ network }) => network.mode === 'user-defined');
  if (edits.length < moved.length) return [];
  return [
    ...edits,
    setIn(null, '/networks/frontend', {}),
    setIn(null, '/networks/backend', { internal: true }),
  ];
}

function shared(
  compose: ComposeFacts,
  network: Network,
  workloads: readonly WorkloadFacts[],
): ProjectFault[] {
  const edge = servicesOfTier(compose, 'edge', network.services).known;
  const data = servicesOfTier(compose, 'data', network.services).known;
  const isAllOfIt = network.name === 'default' && network.services.length === workloads.length;
  if (data.length === 0 || (edge.length === 0 && !isAllOfIt)) return [];
  const [outer, inner] = [listed(edge.length > 0 ? edge : network.services), listed(data)];
  return [
    {
      element: `network ${network.name}`,
      place: network.place,
      fact: `compose.networks.${network.name}`,
      value: network.services.join(', ').slice(0, 300),
      message:
        edge.length > 0
          ? {
              en: `The network ${network.name} joins ${outer.en}, reached from outside, and ${inner.en}, which keep data.`,
              zh: `网络 ${network.name} 同时连接对外服务（${outer.zh}）与数据服务（${inner.zh}）。`,
            }
          : {
              en: `All services are on the project's one network, ${inner.en} with their data too.`,
              zh: `所有服务都位于项目默认网络，包括数据服务（${inner.zh}）。`,
            },
      fix: divided(compose, network, workloads),
    },
  ];
}

/** Whether a network may join the two: some service of it is of a tier that cannot be told. */
function mayJoin(compose: ComposeFacts, { services }: Network): boolean {
  const [edge, data] = [servicesOfTier(compose, 'edge', services), servicesOfTier(compose, 'data', services)];
  return edge.open.length > 0 && edge.known.length + data.known.length + edge.open.length > 1;
}

export const composeNetworkSegmentationCheck = composeCheck({
  id: 'compose-network-segmentation',
  title: { en: 'Tiers share one network', zh: '未进行网络分段' },
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Give edge and data tiers separate networks.', zh: '为对外层与数据层使用不同的网络。' },
  references: { nist: ['4.3.3', '4.4.2'], seed: ['§7.1', '§7.2', '§9.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Services reach only those of their own and the next tier: name further networks where one must reach more.',
    zh: '服务只能访问本层与相邻层：若需更多访问，请添加相应网络。',
  },
  evaluate(compose, _, { workloads }) {
    if (workloads.length < 2) return { faults: [], notApplicable: tooFew };
    const faults = compose.networks.flatMap((network) => shared(compose, network, workloads));
    const open = compose.networks.find((network) => mayJoin(compose, network));
    const undecided = open && {
      en: `What the services of the network ${open.name} are there for cannot be told: ${listed(servicesOfTier(compose, 'edge', open.services).open).en}.`,
      zh: `无法判断网络 ${open.name} 中服务的层级：${listed(servicesOfTier(compose, 'edge', open.services).open).zh}。`,
    };
    return { faults, undecided };
  },
  examples: {
    good: [
      {
        name: 'a network for each tier',
        input: 'compose',
        text: [
          'services:',
          '  web: { image: "nginx:1.27", ports: ["8080:80"], networks: [front] }',
          '  api: { image: "shop/api:1", networks: [front, back] }',
          '  db: { image: "postgres:17", networks: [back] }',
          'networks: { front: {}, back: { internal: true } }',
          '',
        ].join('\n'),
      },
      { name: 'one service', input: 'compose', text: 'services:\n  db:\n    image: postgres:17\n' },
    ],
    bad: [
      {
        name: "the project's own network",
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    ports: ["8080:80"] # the shop',
          '  api:',
          '    image: shop/api:1',
          '  db:',
          '    image: postgres:17',
          '',
        ].join('\n'),
      },
      {
        name: 'one for both',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    ports: ["8080:80"]',
          '    networks: [app]',
          '  db:',
          '    image: postgres:17',
          '    networks:',
          '      - app',
          'networks:',
          '  app:',
          '',
        ].join('\n'),
      },
    ],
  },
});

const tooFew = { en: 'It has fewer than two services.', zh: '服务少于两个。' };
