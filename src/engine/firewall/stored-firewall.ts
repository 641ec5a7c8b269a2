import { redactText } from '../secrets/redaction.js';
import type { FirewallChain, FirewallTable, HostFirewall, Ruleset } from './firewall.js';

/** A table with its chains in a list, as JSON keeps it. */
interface StoredTable extends Omit<FirewallTable, 'chains'> {
  readonly chains: readonly FirewallChain[];
}

export interface StoredRuleset extends Omit<Ruleset, 'tables'> {
  readonly tables: readonly StoredTable[];
}

/** The rules of a host as facts hold them; null: not known. */
export interface StoredFirewall {
  readonly iptables: StoredRuleset | null;
  readonly ip6tables: StoredRuleset | null;
  readonly nft: StoredRuleset | null;
}

/** Parts of a rule that hold what somebody wrote. */
const freeText = /comment|prefix|string/i;

/** Rules may hold comments: texts of them are redacted. */
export function storedRuleset({ tables, problems }: Ruleset): StoredRuleset {
  return {
    problems,
    tables: tables.map((table) => ({ ...table, chains: [...table.chains.values()].map(redactedChain) })),
  };
}

function redactedChain(chain: FirewallChain): FirewallChain {
  const rules = chain.rules.map((rule) =>
    freeText.test(rule.text)
      ? { ...rule, text: redactText(rule.text), unknown: rule.unknown.map(redactText) }
      : rule,
  );
  return { ...chain, rules };
}

/** The rules as they are followed. */
export function rulesetOf({ tables, problems }: StoredRuleset): Ruleset {
  return {
    problems,
    tables: tables.map((table) => ({
      ...table,
      chains: new Map(table.chains.map((chain) => [chain.name, chain])),
    })),
  };
}

export function firewallOf({ iptables, ip6tables, nft }: StoredFirewall): HostFirewall {
  return {
    iptables: iptables && rulesetOf(iptables),
    ip6tables: ip6tables && rulesetOf(ip6tables),
    nft: nft && rulesetOf(nft),
  };
}
