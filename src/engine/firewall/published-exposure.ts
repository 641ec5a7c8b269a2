import type { Text } from '../model/text.js';
import { walkChain } from './chain-walk.js';
import { dockerUser, findDockerUser } from './docker-user.js';
import type { Condition, FirewallChain, FirewallTable, HostFirewall } from './firewall.js';
import {
  joinedOutcomes,
  type AddressFamily,
  type FirewallFault,
  type FirewallOutcome,
} from './firewall-outcome.js';
import type { PublishedAddress } from './port-match.js';
import { holdsEverything } from './value-sets.js';

/** Addresses that stand for every one of a family; an empty one for both. */
const everyAddress: Readonly<Record<string, readonly AddressFamily[]>> = {
  '': ['ipv4', 'ipv6'],
  '0.0.0.0': ['ipv4'],
  '::': ['ipv6'],
};

/**
 * Published ports that whoever reaches the host reaches: bound to every address, and DOCKER-USER stops nobody whom its
 * rules do not name (`net-published-exposure`).
 * @param outside interfaces that lead out of the host, as `eth0`; null: not known, so that rules for one do not decide
 * @param allowed ports of the host that are meant for everybody
 */
export function findExposedPorts(
  firewall: HostFirewall,
  published: readonly PublishedAddress[],
  outside: readonly string[] | null,
  allowed: readonly number[],
): FirewallOutcome {
  const wide = published.filter(({ hostPort }) => !allowed.includes(hostPort));
  return joinedOutcomes(
    wide.flatMap((port) =>
      (everyAddress[port.hostIp] ?? []).map((family) => exposureOf(firewall, port, family, outside)),
    ),
  );
}

function exposureOf(
  firewall: HostFirewall,
  port: PublishedAddress,
  family: AddressFamily,
  outside: readonly string[] | null,
): FirewallOutcome {
  const found = findDockerUser(firewall, family);
  if (found.kind === 'unknown') return { violations: [], unknown: [found.reason] };
  if (found.kind === 'absent') return { violations: [exposed(port, family)], unknown: [] };
  const packets = packetsOfStrangers(found.table, found.chain, port, family, outside);
  const fate = walkChain(found.table, found.chain, packets);
  if (fate.kind === 'dropped') return { violations: [], unknown: [] };
  if (fate.kind !== 'undecided') return { violations: [exposed(port, family)], unknown: [] };
  return { violations: [], unknown: [doubtful(port, fate.by.chain, fate.by.rule?.number ?? 0)] };
}

/** Where no container is: the loopback of hosts, addresses of one link alone, and what clouds answer at. */
const nowhere: Readonly<Record<AddressFamily, readonly string[]>> = {
  ipv4: ['127.0.0.0/8', '169.254.0.0/16'],
  ipv6: ['::1/128', 'fe80::/10', 'fd00:ec2::/32'],
};

/** The first packet to the port from an address that no rule names. */
function packetsOfStrangers(
  table: FirewallTable,
  chain: FirewallChain,
  { hostPort, containerPort, protocol }: PublishedAddress,
  family: AddressFamily,
  outside: readonly string[] | null,
): Condition[] {
  const named = [chain, ...table.chains.values()].flatMap(({ rules }) =>
    rules.flatMap(({ conditions }) => conditions.filter(isSource).flatMap(({ values }) => values)),
  );
  const interfaces: Condition =
    outside === null
      ? { field: 'in-interface', values: ['docker0', 'br-*', 'lo'], isNegated: true }
      : { field: 'in-interface', values: outside, isNegated: false };
  return [
    { field: 'family', values: [family], isNegated: false },
    { field: 'protocol', values: [protocol], isNegated: false },
    { field: 'destination', values: nowhere[family], isNegated: true },
    { field: 'destination-port', values: [String(containerPort)], isNegated: false },
    { field: 'original-port', values: [String(hostPort)], isNegated: false },
    { field: 'state', values: ['new'], isNegated: false },
    { field: 'translation', values: ['dnat'], isNegated: false },
    { field: 'direction', values: ['original'], isNegated: false },
    { field: 'source', values: named, isNegated: true },
    { field: 'original-source', values: named, isNegated: true },
    interfaces,
  ];
}

function isSource({ field, values }: Condition): boolean {
  return (field === 'source' || field === 'original-source') && !holdsEverything(field, values);
}

function exposed({ hostPort, protocol }: PublishedAddress, family: AddressFamily): FirewallFault {
  const every = family === 'ipv4' ? '0.0.0.0' : '[::]';
  return {
    family,
    chain: dockerUser,
    rule: null,
    text: null,
    reason: {
      en: `port ${hostPort}/${protocol} is published on ${every}, and DOCKER-USER restricts nobody; ufw and INPUT do not filter it`,
      zh: `端口 ${hostPort}/${protocol} 发布在 ${every}，DOCKER-USER 未限制来源；ufw 与 INPUT 规则对其无效`,
    },
  };
}

function doubtful({ hostPort, protocol }: PublishedAddress, chain: string, number: number): Text {
  return {
    en: `who reaches port ${hostPort}/${protocol}: rule ${number} of ${chain} holds for some packets only, or is not understood`,
    zh: `无法判断谁能访问端口 ${hostPort}/${protocol}：${chain} 第 ${number} 条规则只作用于部分流量，或无法识别`,
  };
}
