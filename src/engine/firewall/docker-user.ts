import type { Text } from '../model/text.js';
import type { FirewallChain, FirewallTable, HostFirewall, Ruleset, TableFamily } from './firewall.js';
import {
  wordOfFamily,
  type AddressFamily,
  type FirewallFault,
  type FirewallOutcome,
} from './firewall-outcome.js';

export const dockerUser = 'DOCKER-USER';

/** The chain for an administrator's rules; Docker has the FORWARD chain of iptables jump to it first. */
export type DockerUser =
  | { readonly kind: 'known'; readonly chain: FirewallChain; readonly table: FirewallTable }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: Text };

const iptablesFamily: Readonly<Record<AddressFamily, TableFamily>> = { ipv4: 'ip', ipv6: 'ip6' };

/** What iptables prints is preferred: nft tells of its extensions their names only. */
export function findDockerUser(firewall: HostFirewall, family: AddressFamily): DockerUser {
  const printed = family === 'ipv4' ? firewall.iptables : firewall.ip6tables;
  for (const ruleset of [printed, firewall.nft]) {
    const table = ruleset?.tables.find(
      ({ name, family: of, chains }) =>
        name === 'filter' && of === iptablesFamily[family] && chains.has(dockerUser),
    );
    const chain = table?.chains.get(dockerUser);
    if (ruleset && table && chain) {
      return ruleset.problems.length === 0
        ? { kind: 'known', chain, table }
        : { kind: 'unknown', reason: incomplete(family, ruleset) };
    }
  }
  if (printed === null && firewall.nft === null) return { kind: 'unknown', reason: notRead(family) };
  if (printed !== null && printed.problems.length > 0) {
    return { kind: 'unknown', reason: incomplete(family, printed) };
  }
  return printed === null ? { kind: 'unknown', reason: notRead(family) } : { kind: 'absent' };
}

function notRead(family: AddressFamily): Text {
  const word = wordOfFamily[family];
  return { en: `the ${word} rules of the firewall are not known`, zh: `${word} 防火墙规则未知` };
}

function incomplete(family: AddressFamily, { problems: [problem = ''] }: Ruleset): Text {
  const word = wordOfFamily[family];
  return {
    en: `the ${word} rules of the firewall could not all be read: ${problem}`,
    zh: `${word} 防火墙规则未能全部读取：${problem}`,
  };
}

/** Looks at the chain of each family; where there is none, there is nothing to find. */
export function overDockerUser(
  firewall: HostFirewall,
  look: (chain: FirewallChain, family: AddressFamily, table: FirewallTable) => FirewallOutcome,
): FirewallOutcome {
  const violations: FirewallFault[] = [];
  const unknown: Text[] = [];
  for (const family of ['ipv4', 'ipv6'] as const) {
    const found = findDockerUser(firewall, family);
    if (found.kind === 'absent') continue;
    const outcome =
      found.kind === 'known'
        ? look(found.chain, family, found.table)
        : { violations: [], unknown: [found.reason] };
    violations.push(...outcome.violations);
    unknown.push(...outcome.unknown);
  }
  return { violations, unknown };
}
