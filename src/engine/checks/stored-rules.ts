import { dockerUser, findDockerUser } from '../firewall/docker-user.js';
import type { FirewallChain, FirewallRule, HostFirewall } from '../firewall/firewall.js';
import { wordOfFamily, type AddressFamily } from '../firewall/firewall-outcome.js';
import type { StoredRuleset } from '../firewall/stored-firewall.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';

/** The files that a service reads at each start. */
const filesOf: Readonly<Record<string, Readonly<Record<AddressFamily, readonly string[]>>>> = {
  'netfilter-persistent': { ipv4: ['/etc/iptables/rules.v4'], ipv6: ['/etc/iptables/rules.v6'] },
  iptables: {
    ipv4: ['/etc/sysconfig/iptables', '/etc/iptables/iptables.rules', '/etc/iptables/rules-save'],
    ipv6: [],
  },
  ip6tables: {
    ipv4: [],
    ipv6: ['/etc/sysconfig/ip6tables', '/etc/iptables/ip6tables.rules', '/etc/iptables/rules6-save'],
  },
  ufw: {
    ipv4: ['/etc/ufw/before.rules', '/etc/ufw/after.rules'],
    ipv6: ['/etc/ufw/before6.rules', '/etc/ufw/after6.rules'],
  },
};
/** Services that keep rules in forms that are not read. */
const unread: readonly string[] = ['firewalld', 'nftables'];

/** How the rules of DOCKER-USER come through a start of the host. */
export type Persistence =
  | { readonly kind: 'stored' }
  | { readonly kind: 'lost'; readonly rules: readonly FirewallRule[] }
  | { readonly kind: 'unknown'; readonly reason: Text };

/** Whether each rule that DOCKER-USER has now is written again at the next start. */
export function persistenceOf(facts: HostFacts, firewall: HostFirewall, family: AddressFamily): Persistence {
  const found = findDockerUser(firewall, family);
  if (found.kind === 'unknown') return { kind: 'unknown', reason: found.reason };
  const own = found.kind === 'absent' ? [] : found.chain.rules.filter(isOwn);
  if (own.length === 0) return { kind: 'stored' };
  const { firewallServices, storedRules } = facts.network;
  if (firewallServices === null) return { kind: 'unknown', reason: notRead(family) };
  const enabled = firewallServices.flatMap(({ name, state }) => (state === 'enabled' ? [name] : []));
  const files = enabled.flatMap((name) => filesOf[name]?.[family] ?? []);
  if (storedRules === null && files.length > 0) return { kind: 'unknown', reason: notRead(family) };
  const kept = new Set(files.flatMap((file) => storedIn(storedRules?.[file] ?? null)).map(meaningOf));
  const lost = own.filter((rule) => !kept.has(meaningOf(rule)));
  if (lost.length === 0) return { kind: 'stored' };
  const other = enabled.find((name) => unread.includes(name));
  const isPartial = files.length > 0 && facts.parts['stored-rules'].status === 'partial';
  if (other === undefined && !isPartial) return { kind: 'lost', rules: lost };
  return { kind: 'unknown', reason: other === undefined ? notRead(family) : keptBy(other) };
}

/** What does no more than the end of the chain does is no loss. */
function isOwn({ target, conditions }: FirewallRule): boolean {
  return target.kind !== 'continue' && (target.kind !== 'return' || conditions.length > 0);
}

function storedIn(ruleset: StoredRuleset | null): readonly FirewallRule[] {
  const chains: readonly FirewallChain[] = ruleset?.tables.flatMap((table) => table.chains) ?? [];
  return chains.flatMap(({ name, rules }) => (name === dockerUser ? rules : []));
}

/** The same for rules that mean the same, however they are written. */
function meaningOf({ conditions, unknown, target }: FirewallRule): string {
  const parts = conditions.map(({ field, values, isNegated }) => {
    const plain = values.map((value) => value.replace(/\/(?:32|128)$/, '')).sort();
    return JSON.stringify([field, plain, isNegated]);
  });
  return JSON.stringify([parts.sort(), unknown, target]);
}

function notRead(family: AddressFamily): Text {
  const word = wordOfFamily[family];
  return {
    en: `whether the ${word} rules are written again at the next start: what is stored is not known, or not all of it`,
    zh: `重启后是否恢复 ${word} 规则：已存储的规则未知或不完整`,
  };
}

function keptBy(service: string): Text {
  return {
    en: `whether ${service} writes the rules again: what it keeps is not read`,
    zh: `${service} 是否恢复规则：未读取其存储内容`,
  };
}
