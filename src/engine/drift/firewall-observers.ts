import { createHash } from 'node:crypto';
import type { StoredRuleset } from '../firewall/stored-firewall.js';
import type { HostFacts } from '../model/host-facts.js';
import { listedOf, type Observer } from './observed.js';

const tools = ['iptables', 'ip6tables', 'nft'] as const;
type Tool = (typeof tools)[number];
type Table = StoredRuleset['tables'][number];

/** What Docker writes by itself, of each container and network: published ports and networks tell it. */
const dockerChain = /^DOCKER(?!-USER$)/;
const dockerTable = 'docker-bridges';
const ownAddress = /^-A POSTROUTING -s (\S+) -d \1 .*-j MASQUERADE/;
/** What a rule of nftables has counted so far. */
const counter = /\{"counter":\{"packets":\d+,"bytes":\d+\}\},?/g;
/** What iptables keeps in nftables: iptables-save prints it too. */
const iptablesTable = /^(?:filter|nat|mangle|raw|security)$/;

/** The rules of the firewall as one tool prints them, but for those that Docker writes for each container. */
export const firewallObservers: readonly Observer[] = tools.map((tool) => ({
  kind: 'firewall',
  observe(facts) {
    const ruleset = facts.network.firewall?.[tool];
    if (!ruleset) return isWithoutRules(facts, tool) ? 'none' : null;
    const tables = ruleset.tables.filter((table) => !isToldBefore(facts, tool, table));
    const lines = tables.flatMap(linesOf);
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    const entries = [...counts].map(([line, count]) => [`${tool} ${line}`, `${count} ×`] as const);
    const sequence = createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
    return { ...listedOf(facts, [tool], entries), sequence };
  },
}));

/** The tool is not there, or printed no table. */
function isWithoutRules({ parts }: HostFacts, tool: Tool): boolean {
  return parts[tool].status === 'missing' || parts[tool].status === 'partial';
}

function isToldBefore({ network }: HostFacts, tool: Tool, { family, name }: Table): boolean {
  if (tool !== 'nft' || !iptablesTable.test(name)) return false;
  const { iptables = null, ip6tables = null } = network.firewall ?? {};
  return (family === 'ip' && iptables !== null) || (family === 'ip6' && ip6tables !== null);
}

function linesOf({ family, name, chains }: Table): string[] {
  if (name === dockerTable) return [];
  return chains.flatMap((chain) => {
    if (dockerChain.test(chain.name)) return [];
    const place = `${family} ${name} ${chain.name}`;
    const policy = chain.policy === null ? [] : [`${place}: policy ${chain.policy}`];
    const rules = chain.rules.filter(({ text }) => !ownAddress.test(text));
    return [...policy, ...rules.map(({ text }) => `${place}: ${text.replace(counter, '')}`)];
  });
}
