import { z } from 'zod';
import type { HostFirewall } from '../firewall/firewall.js';
import { findMissingIpv6Rules, findOpenForwarding } from '../firewall/firewall-coverage.js';
import { wordOfFamily, type AddressFamily } from '../firewall/firewall-outcome.js';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { aFirewalledHost, goodRules } from './example-network.js';
import { firewallIn, firewallUnknown, partOf, sentence, undecidedOf } from './firewall-check.js';
import { hostCheck, type HostFault } from './host-check.js';
import { hasIpv6Network } from './metadata-addresses.js';
import { persistenceOf } from './stored-rules.js';

export const netFirewallPersistenceCheck = hostCheck({
  id: 'net-firewall-persistence',
  title: { en: 'Firewall rules lost at reboot, or IPv6 not covered', zh: '防火墙规则未持久化或缺少 IPv6' },
  area: 'network',
  parts: ['networks'],
  severity: 'low',
  parameters: z.object({
    persisted_by: z
      .string()
      .default('')
      .describe(
        'What writes the rules at each start, where it is none of the usual services: a unit of your own.',
      ),
  }),
  remediation: {
    en: 'Store the rules (netfilter-persistent save), write the same for IPv6 with ip6tables, and set the policy of FORWARD to DROP.',
    zh: '保存规则（netfilter-persistent save），使用 ip6tables 编写对应的 IPv6 规则，并将 FORWARD 默认策略设为 DROP。',
  },
  references: { seed: ['§7.3'] },
  evaluate(facts, { persisted_by }) {
    const firewall = firewallIn(facts);
    if (!firewall) return firewallUnknown(facts);
    const hasIpv6 = hasIpv6Network(facts);
    const families: readonly AddressFamily[] = hasIpv6 === false ? ['ipv4'] : ['ipv4', 'ipv6'];
    const faults: HostFault[] = [];
    const unknown: Text[] = [];
    for (const family of families) {
      if (persisted_by === '') judgePersistence(facts, firewall, family, faults, unknown);
      const open = findOpenForwarding(firewall, family);
      unknown.push(...open.unknown);
      // Of IPv6 it is only wrong where a network has it.
      for (const { reason } of open.violations) {
        if (family === 'ipv6' && hasIpv6 !== true) unknown.push(reason);
        else faults.push(coverageFault(facts, family, 'FORWARD', reason, 'medium'));
      }
    }
    if (hasIpv6 === false) return { faults, undecided: undecidedOf(unknown) };
    const missing = findMissingIpv6Rules(firewall);
    unknown.push(...missing.unknown);
    for (const { reason } of missing.violations) {
      if (hasIpv6 === null) unknown.push(reason);
      else faults.push(coverageFault(facts, 'ipv6', 'DOCKER-USER', reason));
    }
    return { faults, undecided: undecidedOf(unknown) };
  },
  examples: {
    good: [
      {
        name: 'stored',
        input: 'host',
        text: aFirewalledHost(goodRules, {
          'firewall-services': 'netfilter-persistent enabled',
          'stored-rules': `# file /etc/iptables/rules.v4\n*filter\n:DOCKER-USER - [0:0]\n${goodRules
            .map((rule) => `-A DOCKER-USER ${rule}`)
            .join('\n')}\nCOMMIT`,
        }),
      },
    ],
    bad: [
      {
        name: 'not stored',
        input: 'host',
        text: aFirewalledHost(goodRules, { 'firewall-services': 'netfilter-persistent absent' }),
      },
    ],
  },
});

function judgePersistence(
  facts: HostFacts,
  firewall: HostFirewall,
  family: AddressFamily,
  faults: HostFault[],
  unknown: Text[],
): void {
  const persistence = persistenceOf(facts, firewall, family);
  if (persistence.kind === 'unknown') unknown.push(persistence.reason);
  if (persistence.kind !== 'lost') return;
  const { rules } = persistence;
  const word = wordOfFamily[family];
  faults.push({
    element: `${word} stored`,
    fact: 'network.firewall.persisted',
    value: rules
      .map(({ text }) => text)
      .join('; ')
      .slice(0, 300),
    part: 'stored-rules',
    message: {
      en: `${rules.length} rules of DOCKER-USER for ${word} are gone after the next start: no service that is enabled stores them.`,
      zh: `DOCKER-USER 的 ${rules.length} 条 ${word} 规则在重启后丢失：没有已启用的服务保存它们。`,
    },
  });
}

function coverageFault(
  facts: HostFacts,
  family: AddressFamily,
  chain: string,
  reason: Text,
  severity?: 'medium',
): HostFault {
  return {
    element: `${wordOfFamily[family]} ${chain}`,
    fact: `network.firewall.${chain}`,
    value: chain,
    part: partOf(facts, family),
    message: sentence(reason),
    ...(severity && { severity }),
  };
}
