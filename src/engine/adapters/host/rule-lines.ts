import type { FirewallTable, Ruleset } from '../../firewall/firewall.js';
import { parseIptablesSave } from '../../firewall/iptables-save.js';
import { parseNftRuleset } from '../../firewall/nft-ruleset.js';
import type { FirewallRuleLines } from '../../model/host-facts.js';
import { redactText } from '../../secrets/redaction.js';
import type { BundleParts } from './bundle-parts.js';

/** Rules of one tool, and characters of one, that are kept: above what people write. */
const most = { rules: 5_000, text: 300 } as const;
/** What Docker writes by itself, of each container and network: published ports and networks tell it. */
const dockerChain = /^DOCKER(?!-USER$)/;
const ownAddress = /^-A POSTROUTING -s (\S+) -d \1 .*-j MASQUERADE/;
/** What a rule of nftables has counted so far. */
const counter = /\{"counter":\{"packets":\d+,"bytes":\d+\}\},?/g;
/** Parts of a rule that hold what somebody wrote. */
const freeText = /comment|prefix|string/i;
/** What iptables keeps in nftables: iptables-save prints it too. */
const iptablesTable = /^(?:filter|nat|mangle|raw|security)$/;

/** The rules in force, a line each with its table and chain. */
export function ruleLinesOf(parts: BundleParts): FirewallRuleLines {
  const lines = (part: keyof FirewallRuleLines, read: (text: string) => Ruleset) => {
    const text = parts.text(part);
    if (text === null) return null;
    const { tables, problems } = read(text);
    if (problems[0] !== undefined) parts.partial(part, problems[0]);
    return tables.flatMap(linesOf).slice(0, most.rules);
  };
  const iptables = lines('iptables', (text) => parseIptablesSave(text, 'ip'));
  const ip6tables = lines('ip6tables', (text) => parseIptablesSave(text, 'ip6'));
  const nft = lines('nft', (text) => {
    const ruleset = parseNftRuleset(text);
    const isToldBefore = ({ family, name }: FirewallTable) =>
      iptablesTable.test(name) &&
      ((family === 'ip' && iptables !== null) || (family === 'ip6' && ip6tables !== null));
    return { ...ruleset, tables: ruleset.tables.filter((table) => !isToldBefore(table)) };
  });
  return { iptables, ip6tables, nft };
}

function linesOf({ family, name, chains }: FirewallTable): string[] {
  if (name === 'docker-bridges') return [];
  return [...chains.values()].flatMap((chain) => {
    if (dockerChain.test(chain.name)) return [];
    const place = `${family} ${name} ${chain.name}`;
    const policy = chain.policy === null ? [] : [`${place}: policy ${chain.policy}`];
    const rules = chain.rules.filter(({ text }) => !ownAddress.test(text));
    return [...policy, ...rules.map(({ text }) => `${place}: ${shownRule(text)}`)];
  });
}

function shownRule(text: string): string {
  const shown = text.replace(counter, '').slice(0, most.text);
  return freeText.test(shown) ? redactText(shown) : shown;
}
