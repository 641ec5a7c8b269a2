import { firewallOf } from '../firewall/stored-firewall.js';
import type { HostFirewall } from '../firewall/firewall.js';
import { wordOfFamily, type FirewallFault, type FirewallOutcome } from '../firewall/firewall-outcome.js';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { hostUnknown, type HostFault, type HostOutcome } from './host-check.js';

/** The rules as they are followed; null: not known. */
export function firewallIn({ network }: HostFacts): HostFirewall | null {
  return network.firewall && firewallOf(network.firewall);
}

export const firewallParts = ['iptables', 'ip6tables', 'nft'] as const satisfies readonly HostPart[];

/** Rules times what they are compared with, in one check: above what any host has, and done in a second. */
const mostComparisons = 300_000;

/** How many things each rule may be compared with. */
export function comparisonsOfEach({ iptables, ip6tables, nft }: HostFirewall): number {
  const tables = [iptables, ip6tables, nft].flatMap((ruleset) => ruleset?.tables ?? []);
  const chains = tables.flatMap((table) => [...table.chains.values()]);
  const rules = chains.reduce((sum, chain) => sum + chain.rules.length, 0);
  return Math.max(1, Math.floor(mostComparisons / Math.max(1, rules)));
}

/** What is told of what lies beyond. */
export function beyondComparison(what: Text): Text {
  return {
    en: `there are more ${what.en} than are compared with the rules`,
    zh: `${what.zh}过多，未全部与规则比较`,
  };
}

/** What is told where no rules are known. */
export function firewallUnknown(facts: HostFacts): HostOutcome {
  return hostUnknown(facts, { en: 'Which rules the firewall has', zh: '防火墙规则' }, ...firewallParts);
}

/** What Docker writes its rules with. Engines before 29 know iptables alone. Null: not known. */
export function firewallBackend({ daemon, machine }: HostFacts): 'iptables' | 'nftables' | null {
  const { firewallBackend: told } = daemon;
  if (told !== null) return told.startsWith('nftables') ? 'nftables' : 'iptables';
  const major = /^(\d{1,4})\./.exec(machine.serverVersion ?? '')?.[1];
  return major !== undefined && Number(major) < 29 ? 'iptables' : null;
}

/** Faults of rules, each named by its text: its number is another one as soon as a rule is put before it. */
export function firewallOutcome(facts: HostFacts, found: FirewallOutcome): HostOutcome {
  return {
    faults: found.violations.map((fault) => ruleFault(facts, fault)),
    undecided: undecidedOf(found.unknown),
  };
}

/** Characters of a rule that name it. */
const longestName = 300;

export function ruleFault(facts: HostFacts, { family, chain, text, reason }: FirewallFault): HostFault {
  const named = text === null ? chain : text.slice(0, longestName);
  return {
    element: `${wordOfFamily[family]} ${named}`,
    fact: `network.firewall.${chain}`,
    value: named,
    part: partOf(facts, family),
    message: sentence(reason),
  };
}

/** The part that tells of the rules of a family. */
export function partOf({ parts }: HostFacts, family: FirewallFault['family']): HostPart {
  const printed = family === 'ipv4' ? 'iptables' : 'ip6tables';
  return parts[printed].status === 'ok' || parts[printed].status === 'partial' ? printed : 'nft';
}

/** Reasons that are told in one text. */
const mostReasons = 3;

/** Null: all is decided. */
export function undecidedOf(reasons: readonly Text[]): Text | null {
  const distinct = [...new Map(reasons.map((reason) => [reason.en, reason])).values()];
  if (distinct.length === 0) return null;
  const shown = distinct.slice(0, mostReasons);
  const rest = distinct.length - shown.length;
  return {
    en: `Not decided: ${shown.map(({ en }) => en).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    zh: `无法判定：${shown.map(({ zh }) => zh).join('；')}${rest > 0 ? `；另有 ${rest} 处` : ''}。`,
  };
}

export function sentence({ en, zh }: Text): Text {
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${zh}。` };
}
