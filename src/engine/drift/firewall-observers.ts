import { createHash } from 'node:crypto';
import type { FirewallRuleLines, HostPart } from '../model/host-facts.js';
import { listedOf, type Observer } from './observed.js';

type Tool = keyof FirewallRuleLines;

/** The rules of the firewall as one tool prints them, but for those that Docker writes for each container. */
function firewallObserver(tool: Tool): Observer {
  const part: HostPart = tool;
  return {
    kind: 'firewall',
    observe(facts) {
      const lines = facts.firewallRules?.[tool] ?? null;
      if (lines === null) return facts.parts[part].status === 'missing' ? 'none' : null;
      const counts = new Map<string, number>();
      for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
      const entries = [...counts].map(([line, count]) => [`${tool} ${line}`, `${count} ×`] as const);
      const sequence = createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
      return { ...listedOf(facts, [part], entries), sequence };
    },
  };
}

export const firewallObservers: readonly Observer[] = (['iptables', 'ip6tables', 'nft'] as const).map(
  firewallObserver,
);
