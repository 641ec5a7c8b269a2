import type { Text } from '../model/text.js';
import { dockerUser, findDockerUser, type DockerUser } from './docker-user.js';
import type { FirewallRule, HostFirewall } from './firewall.js';
import {
  wordOfFamily,
  type AddressFamily,
  type FirewallFault,
  type FirewallOutcome,
} from './firewall-outcome.js';

/**
 * Whether IPv6 has rules where IPv4 has them (`net-firewall-persistence`, `net-metadata-blocked`): iptables filters IPv4
 * only. That they are the same rules is not looked at, their addresses differ.
 */
export function findMissingIpv6Rules(firewall: HostFirewall): FirewallOutcome {
  const [v4, v6] = [findDockerUser(firewall, 'ipv4'), findDockerUser(firewall, 'ipv6')];
  if (v4.kind === 'unknown') return { violations: [], unknown: [v4.reason] };
  if (!hasOwnRules(v4)) return { violations: [], unknown: [] };
  if (v6.kind === 'unknown') return { violations: [], unknown: [v6.reason] };
  return { violations: hasOwnRules(v6) ? [] : [missingIpv6], unknown: [] };
}

const missingIpv6: FirewallFault = {
  family: 'ipv6',
  chain: dockerUser,
  rule: null,
  text: null,
  reason: {
    en: 'DOCKER-USER restricts IPv4, but has no rules for IPv6: iptables does not filter it, ip6tables does',
    zh: 'DOCKER-USER 限制了 IPv4，但没有 IPv6 规则：iptables 不过滤 IPv6，需使用 ip6tables',
  },
};

function hasOwnRules(found: DockerUser): boolean {
  return found.kind === 'known' && found.chain.rules.some(restricts);
}

function restricts({ target }: FirewallRule): boolean {
  return target.kind !== 'return' && target.kind !== 'continue';
}

/** Whether what no rule speaks about is forwarded (`net-firewall-persistence`): the policy of FORWARD is ACCEPT. */
export function findOpenForwarding(firewall: HostFirewall, family: AddressFamily): FirewallOutcome {
  const ruleset = family === 'ipv4' ? firewall.iptables : firewall.ip6tables;
  const own = family === 'ipv4' ? 'ip' : 'ip6';
  const tables = (ruleset ?? firewall.nft)?.tables.filter((table) => table.family === own);
  const chain = tables?.find(({ name }) => name === 'filter')?.chains.get('FORWARD');
  if (!chain || chain.policy === null) return { violations: [], unknown: [policyNotKnown(family)] };
  if (chain.policy === 'drop') return { violations: [], unknown: [] };
  const reason: Text = {
    en: `the policy of FORWARD for ${wordOfFamily[family]} is ACCEPT: what no rule speaks about is forwarded`,
    zh: `${wordOfFamily[family]} 的 FORWARD 链默认策略为 ACCEPT：未匹配规则的流量会被转发`,
  };
  return { violations: [{ family, chain: 'FORWARD', rule: null, text: null, reason }], unknown: [] };
}

function policyNotKnown(family: AddressFamily): Text {
  return {
    en: `the policy of FORWARD for ${wordOfFamily[family]} is not known`,
    zh: `${wordOfFamily[family]} 的 FORWARD 链默认策略未知`,
  };
}
