import { z } from 'zod';
import { blockHolds, parseAddress } from '../network/ip-address.js';
import type { HostFacts } from '../model/host-facts.js';
import type { HostNetwork, HostRoute } from '../model/network-facts.js';
import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { aBundle } from './example-host.js';
import { aNetwork, aPublishing } from './example-network.js';
import { hostCheck, hostUnknown, notTold, type HostFault } from './host-check.js';

/** Wider subnets hold more addresses than any network of containers needs. */
const widestPrefix = 20;
/** Subnets, and routes, that are compared with each other: more than hosts have. */
const mostCompared = 300;

export const netSubnetSanityCheck = hostCheck({
  id: 'net-subnet-sanity',
  title: {
    en: 'Subnet overlap or static address inside the dynamic range',
    zh: '子网重叠或静态 IP 位于动态分配区间',
  },
  area: 'network',
  parts: ['networks', 'routes'],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Give each network a subnet of its own, and keep static addresses outside --ip-range.',
    zh: '为每个网络分配独立子网，静态地址应位于 --ip-range 之外。',
  },
  references: { seed: ['§7.1'] },
  evaluate(facts, _parameters, _now, { workloads }) {
    const { networks, routes } = facts.network;
    if (networks === null)
      return hostUnknown(facts, { en: 'What the networks are', zh: '网络配置' }, 'networks');
    const blocks = networks.flatMap((network) => network.subnets.map(({ subnet }) => ({ network, subnet })));
    const compared = blocks.slice(0, mostCompared);
    const faults = [
      ...overlaps(compared),
      ...overlapsWithRoutes(networks, compared, routes ?? []),
      ...workloads.flatMap((workload) => staticInRange(workload, networks)),
      ...networks.flatMap(wideSubnets),
    ];
    const isWhole = Math.max(blocks.length, routes?.length ?? 0) <= mostCompared;
    return { faults, undecided: isWhole ? openIn(facts, networks) : tooMany };
  },
  examples: {
    good: [
      {
        name: 'apart',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('shop'), aNetwork('blog', subnet('172.20.0.0/24'))]),
          routes: 'default via 10.0.0.1 dev eth0\n10.0.0.0/24 dev eth0',
        }),
      },
    ],
    bad: [
      {
        name: 'over each other',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('shop'), aNetwork('blog', subnet('172.19.0.0/25'))]),
          routes: '',
        }),
      },
      {
        name: 'a static address from the range (as in the guide, §7.1)',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('shop', subnet('172.20.0.0/24', '172.20.0.128/25'))]),
          containers: aPublishing('', {
            NetworkSettings: {
              Ports: {},
              Networks: { shop: { IPAMConfig: { IPv4Address: '172.20.0.200' } } },
            },
          }),
          routes: '',
        }),
      },
    ],
  },
});

function subnet(Subnet: string, IPRange?: string): Record<string, unknown> {
  return { IPAM: { Config: [{ Subnet, ...(IPRange !== undefined && { IPRange }) }] } };
}

function hasRange({ subnets }: HostNetwork): boolean {
  return subnets.some(({ range }) => range !== null);
}

const tooMany: Text = {
  en: `There are more than ${mostCompared} subnets or routes: not all were compared.`,
  zh: `子网或路由超过 ${mostCompared} 条，未全部比较。`,
};

/** Null: nothing. */
function openIn(facts: HostFacts, networks: readonly HostNetwork[]): Text | null {
  if (facts.containers === null && networks.some(hasRange))
    return notTold(facts, { en: 'Which static addresses containers have', zh: '容器的静态地址' }, [
      'containers',
    ]);
  const isOpen = facts.network.routes === null && networks.some(({ subnets }) => subnets.length > 0);
  return isOpen ? notTold(facts, { en: 'Which routes the host has', zh: '主机路由' }, ['routes']) : null;
}

/** A subnet with the network that it is of. */
interface Block {
  readonly network: HostNetwork;
  readonly subnet: string;
}

function isOverlapping(one: string, other: string): boolean {
  return blockHolds(one, other) || blockHolds(other, one);
}

function overlaps(blocks: readonly Block[]): HostFault[] {
  return blocks.flatMap((block, index) =>
    blocks.slice(index + 1).flatMap((other) => {
      if (other.network === block.network || !isOverlapping(block.subnet, other.subnet)) return [];
      const [first, second] = [block.network.name, other.network.name].sort();
      const message = {
        en: `The networks ${first} and ${second} use the same addresses (${block.subnet}).`,
        zh: `网络 ${first} 与 ${second} 的地址段重叠（${block.subnet}）。`,
      };
      return [subnetFault(`${first} ${second}`, block.subnet, message, 'medium')];
    }),
  );
}

/** The routes that the engine makes for its own networks are not looked at. */
function overlapsWithRoutes(
  networks: readonly HostNetwork[],
  blocks: readonly Block[],
  routes: readonly HostRoute[],
): HostFault[] {
  const own = new Set(networks.flatMap(({ bridge }) => bridge ?? []));
  const others = routes.slice(0, mostCompared).filter((route) => isOfHost(route, own));
  return blocks.flatMap(({ network: { name }, subnet: mine }) => {
    const route = others.find(({ destination }) => isOverlapping(mine, destination));
    if (!route) return [];
    const message = {
      en: `The network ${name} (${mine}) hides ${route.destination}, which the host reaches by ${route.interface ?? 'another way'}.`,
      zh: `网络 ${name}（${mine}）与主机路由 ${route.destination} 重叠。`,
    };
    return [subnetFault(`${name} ${route.destination}`, mine, message, 'medium')];
  });
}

function isOfHost({ destination, interface: device }: HostRoute, own: ReadonlySet<string>): boolean {
  const isOwn = device !== null && (own.has(device) || /^(?:docker|br-|veth)/.test(device));
  const isEverything = destination === 'default' || /\/0$/.test(destination);
  const isLocal = /^(?:fe80|ff[0-9a-f]{2}|127\.|169\.254\.)/i.test(destination);
  return !isOwn && !isEverything && !isLocal;
}

function staticInRange({ network, origin }: WorkloadFacts, networks: readonly HostNetwork[]): HostFault[] {
  const { staticIp, names } = network;
  if (staticIp === null || parseAddress(staticIp) === null) return [];
  const range = networks
    .filter(({ name }) => names.includes(name))
    .flatMap(({ subnets }) => subnets.flatMap((entry) => entry.range ?? []))
    .find((block) => blockHolds(block, staticIp));
  if (range === undefined) return [];
  const message = {
    en: `${origin.name} has the static address ${staticIp} of the range ${range} that others are given addresses from.`,
    zh: `容器 ${origin.name} 的静态地址 ${staticIp} 位于动态分配区间 ${range} 内。`,
  };
  return [subnetFault(`${origin.name} ${staticIp}`, staticIp, message)];
}

function wideSubnets({ name, subnets }: HostNetwork): HostFault[] {
  return subnets.flatMap(({ subnet: block }) => {
    const prefix = /^[\d.]+\/(\d{1,2})$/.exec(block)?.[1];
    if (prefix === undefined || Number(prefix) >= widestPrefix) return [];
    const message = {
      en: `The network ${name} takes ${block}, wider than /${widestPrefix}.`,
      zh: `网络 ${name} 的子网 ${block} 大于 /${widestPrefix}。`,
    };
    return [subnetFault(`${name} ${block}`, block, message, 'info')];
  });
}

function subnetFault(element: string, value: string, message: Text, severity?: 'medium' | 'info'): HostFault {
  const fact = 'network.networks.subnets';
  return { element, fact, value, message, part: 'networks', ...(severity && { severity }) };
}
