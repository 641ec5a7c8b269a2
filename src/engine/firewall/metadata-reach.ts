import type { Text } from '../model/text.js';
import { walkChain, type Fate, type RulePlace } from './chain-walk.js';
import type { Condition, FirewallChain, FirewallTable, HostFirewall, Ruleset } from './firewall.js';
import {
  joinedOutcomes,
  wordOfFamily,
  type AddressFamily,
  type FirewallFault,
  type FirewallOutcome,
} from './firewall-outcome.js';

/** A network of containers on this host. */
export interface ContainerNetwork {
  /** Of its bridge: `docker0`, `br-1234…`. */
  readonly bridge: string;
  /** Of either family, as `172.17.0.0/16`. */
  readonly subnets: readonly string[];
}

/**
 * Addresses of a cloud's metadata service that containers may reach: not stopped by the rules for forwarded packets
 * (`net-metadata-blocked`). Of containers in the network of the host they say nothing.
 * @param addresses IPv4 and IPv6; those of a family that is not in use are left out by the caller
 * @param networks null: not known; then only rules that hold for every interface decide
 */
export function findReachableMetadata(
  firewall: HostFirewall,
  addresses: readonly string[],
  networks: readonly ContainerNetwork[] | null,
): FirewallOutcome {
  return joinedOutcomes(addresses.map((address) => reachOf(firewall, address, networks)));
}

/**
 * Whether containers in the network of the host reach an address: what they send passes OUTPUT, as the host's own does.
 * Null: it is not known.
 */
export function isReachedFromHost(firewall: HostFirewall, address: string): boolean | null {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const bases = hookedChains(firewall, family, 'output');
  const packets = [...requestTo(address, family), not('out-interface', ['lo'])];
  const fates = bases.chains.map(({ table, chain }) => walkChain(table, chain, packets));
  if (fates.some(({ kind }) => kind === 'dropped')) return false;
  return bases.gap !== null || fates.some(({ kind }) => kind === 'undecided') ? null : true;
}

function reachOf(
  firewall: HostFirewall,
  address: string,
  networks: readonly ContainerNetwork[] | null,
): FirewallOutcome {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const bases = hookedChains(firewall, family, 'forward');
  const from = networks === null ? [null] : networks;
  const outcomes = from.map((network): FirewallOutcome => {
    const packets = packetsTo(address, family, network, networks ?? []);
    const fates = bases.chains.map(({ table, chain }) => walkChain(table, chain, packets));
    if (fates.some(({ kind }) => kind === 'dropped')) return { violations: [], unknown: [] };
    const doubt = bases.gap ?? doubtOf(fates, address);
    if (doubt !== null) return { violations: [], unknown: [doubt] };
    return { violations: [faultOf(fates, address, family, network)], unknown: [] };
  });
  return firstOfEach(joinedOutcomes(outcomes));
}

/** One violation and one doubt for an address are enough, whatever networks it is reached from. */
function firstOfEach({ violations, unknown }: FirewallOutcome): FirewallOutcome {
  return { violations: violations.slice(0, 1), unknown: violations.length > 0 ? [] : unknown.slice(0, 1) };
}

interface Base {
  readonly table: FirewallTable;
  readonly chain: FirewallChain;
}

/** Names of tables that iptables-nft keeps: told better by iptables itself. */
const mirrored = new Set(['filter', 'nat', 'mangle', 'raw', 'security']);

/** The chains that packets pass at a hook; a drop in any is final. `gap`: why that may not be all of them. */
function hookedChains(
  firewall: HostFirewall,
  family: AddressFamily,
  hook: 'forward' | 'output',
): { readonly chains: readonly Base[]; readonly gap: Text | null } {
  const printed = family === 'ipv4' ? firewall.iptables : firewall.ip6tables;
  const own = family === 'ipv4' ? 'ip' : 'ip6';
  const isOther = ({ family: of, name }: FirewallTable) =>
    (of === 'inet' || of === own) && (printed === null || of === 'inet' || !mirrored.has(name));
  const tables = [
    ...(printed?.tables.filter(({ name }) => name === 'filter') ?? []),
    ...(firewall.nft?.tables.filter(isOther) ?? []),
  ];
  const chains = tables.flatMap((table) =>
    [...table.chains.values()].filter(({ hook: of }) => of === hook).map((chain) => ({ table, chain })),
  );
  return { chains, gap: gapOf([printed, firewall.nft], family) };
}

function gapOf(rulesets: readonly (Ruleset | null)[], family: AddressFamily): Text | null {
  const known = rulesets.filter((ruleset) => ruleset !== null);
  const word = wordOfFamily[family];
  if (known.length === 0) {
    return { en: `the ${word} rules of the firewall are not known`, zh: `${word} 防火墙规则未知` };
  }
  const problem = known.flatMap(({ problems }) => problems)[0];
  if (problem === undefined) return null;
  return {
    en: `the ${word} rules of the firewall could not all be read: ${problem}`,
    zh: `${word} 防火墙规则未能全部读取：${problem}`,
  };
}

/** The first packet of a request to the service, by HTTP. */
function requestTo(address: string, family: AddressFamily): Condition[] {
  return [
    is('family', family),
    is('destination', address),
    is('original-destination', address),
    is('protocol', 'tcp'),
    is('destination-port', '80'),
    is('original-port', '80'),
    is('state', 'new'),
    not('translation', ['dnat', 'snat']),
    is('direction', 'original'),
  ];
}

/** As a container sends it. It leaves by no bridge of containers. */
function packetsTo(
  address: string,
  family: AddressFamily,
  network: ContainerNetwork | null,
  networks: readonly ContainerNetwork[],
): Condition[] {
  const packets = [
    ...requestTo(address, family),
    not('out-interface', ['docker0', 'br-*', ...networks.map(({ bridge }) => bridge)]),
  ];
  if (network === null) return [...packets, not('in-interface', ['lo'])];
  const subnets = network.subnets.filter((subnet) => subnet.includes(':') === (family === 'ipv6'));
  const source: Condition[] =
    subnets.length > 0 ? [{ field: 'source', values: subnets, isNegated: false }] : [];
  return [...packets, is('in-interface', network.bridge), ...source];
}

function is(field: Condition['field'], value: string): Condition {
  return { field, values: [value], isNegated: false };
}

function not(field: Condition['field'], values: readonly string[]): Condition {
  return { field, values, isNegated: true };
}

function doubtOf(fates: readonly Fate[], address: string): Text | null {
  const doubtful = fates.find((fate) => fate.kind === 'undecided');
  if (doubtful?.kind !== 'undecided') return null;
  const { chain, rule } = doubtful.by;
  const number = rule?.number ?? 0;
  return {
    en: `whether containers reach ${address}: rule ${number} of ${chain} stops or lets through only some of them, or is not understood`,
    zh: `无法判断容器能否访问 ${address}：${chain} 第 ${number} 条规则只作用于部分流量，或无法识别`,
  };
}

function faultOf(
  fates: readonly Fate[],
  address: string,
  family: AddressFamily,
  network: ContainerNetwork | null,
): FirewallFault {
  const accepting = fates.find((fate) => fate.kind === 'accepted');
  const by: RulePlace = accepting?.kind === 'accepted' ? accepting.by : { chain: 'FORWARD', rule: null };
  const from =
    network === null
      ? { en: '', zh: '' }
      : { en: ` from ${network.bridge}`, zh: `（来自 ${network.bridge}）` };
  const cause =
    by.rule === null
      ? { en: 'no rule drops or rejects it', zh: '没有 DROP/REJECT 规则' }
      : {
          en: `rule ${by.rule.number} of ${by.chain} accepts it before any rule drops it`,
          zh: `${by.chain} 第 ${by.rule.number} 条规则在任何 DROP 之前已放行`,
        };
  return {
    family,
    chain: by.chain,
    rule: by.rule?.number ?? null,
    text: by.rule?.text ?? null,
    reason: {
      en: `containers reach ${address}${from.en}: ${cause.en}`,
      zh: `容器可以访问 ${address}${from.zh}：${cause.zh}`,
    },
  };
}
