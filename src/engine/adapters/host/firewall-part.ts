import type { FirewallTable, Ruleset } from '../../firewall/firewall.js';
import { parseIptablesSave } from '../../firewall/iptables-save.js';
import { parseNftRuleset } from '../../firewall/nft-ruleset.js';
import { storedRuleset, type StoredFirewall, type StoredRuleset } from '../../firewall/stored-firewall.js';
import type { FirewallService, NetworkFacts } from '../../model/network-facts.js';
import type { BundleParts } from './bundle-parts.js';

/** Names of tables that iptables keeps in nftables, where nft prints them too. */
const mirrored = /^(?:filter|nat|mangle|raw|security)$/;

/**
 * The rules in force that decide whether a packet passes, as each tool prints them: of iptables those of the table
 * `filter`, of nftables those that iptables has not printed. Null: no tool prints any.
 */
export function firewallOf(parts: BundleParts): StoredFirewall | null {
  const isFilter = ({ name }: FirewallTable) => name === 'filter';
  const iptables = rulesOf(parts, 'iptables', (text) => parseIptablesSave(text, 'ip'), isFilter);
  const ip6tables = rulesOf(parts, 'ip6tables', (text) => parseIptablesSave(text, 'ip6'), isFilter);
  const nft = rulesOf(parts, 'nft', parseNftRuleset, ({ family, name }) => {
    const printed = family === 'ip' ? iptables : family === 'ip6' ? ip6tables : null;
    return printed === null || !mirrored.test(name);
  });
  return iptables || ip6tables || nft ? { iptables, ip6tables, nft } : null;
}

/** A tool that prints no table at all looks at another set of rules than the one in use, or there is no firewall. */
function rulesOf(
  parts: BundleParts,
  part: 'iptables' | 'ip6tables' | 'nft',
  parse: (text: string) => Ruleset,
  isKept: (table: FirewallTable) => boolean,
): StoredRuleset | null {
  const text = parts.text(part);
  if (text === null) return null;
  const ruleset = parse(text);
  const [problem] = ruleset.problems;
  if (ruleset.tables.length === 0) {
    parts.partial(part, problem ?? 'it tells of no table');
    return null;
  }
  if (problem !== undefined) parts.partial(part, problem);
  return storedRuleset({ ...ruleset, tables: ruleset.tables.filter(isKept) });
}

/** What is stored to be written again at the next start. */
export function storedRulesOf(parts: BundleParts): Pick<NetworkFacts, 'firewallServices' | 'storedRules'> {
  return {
    firewallServices: parts.records('firewall-services', readServiceLine),
    storedRules: filesOf(parts),
  };
}

/** `netfilter-persistent enabled`. */
function readServiceLine(line: string): FirewallService | null {
  const [name = '', state, ...more] = line.trim().split(/\s+/);
  const known = (['enabled', 'disabled', 'absent'] as const).find((word) => word === state);
  return known === undefined || more.length > 0 ? null : { name, state: known };
}

/** Each file comes after a line `# file PATH`; `# unreadable PATH` is one that could not be read. */
function filesOf(parts: BundleParts): NetworkFacts['storedRules'] {
  const lines = parts.lines('stored-rules');
  if (lines === null) return null;
  const texts = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const line of lines) {
    const [, word, path = ''] = /^# (file|unreadable) (\/\S{1,200})$/.exec(line) ?? [];
    if (word === 'unreadable') parts.partial('stored-rules', `${path} could not be read`);
    if (word === 'file') texts.set(path, (current = []));
    else current?.push(line);
  }
  const read = ([path, text]: [string, string[]]) =>
    [path, storedRuleset(parseIptablesSave(text.join('\n'), /6/.test(path) ? 'ip6' : 'ip'))] as const;
  return Object.fromEntries([...texts].map(read));
}
