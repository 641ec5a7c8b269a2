import { z } from 'zod';
import { guideRules } from '../firewall/firewall-samples.js';
import { findMisreadPorts } from '../firewall/port-match.js';
import { aFirewalledHost, goodRules } from './example-network.js';
import {
  beyondComparison,
  comparisonsOfEach,
  firewallIn,
  firewallOutcome,
  firewallUnknown,
} from './firewall-check.js';
import { hostCheck } from './host-check.js';

export const netDockerUserPortMatchCheck = hostCheck({
  id: 'net-docker-user-port-match',
  title: { en: 'DOCKER-USER matches the published port after DNAT', zh: 'DOCKER-USER 端口匹配错误' },
  area: 'network',
  parts: ['containers'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Match the port as it was asked for: -m conntrack --ctorigdstport PORT --ctdir ORIGINAL.',
    zh: '按原始目的端口匹配：-m conntrack --ctorigdstport 端口 --ctdir ORIGINAL。',
  },
  references: { nist: ['4.4.2'], seed: ['§7.3'] },
  evaluate(facts) {
    const firewall = firewallIn(facts);
    if (!firewall) return firewallUnknown(facts);
    const { published } = facts.network;
    const most = comparisonsOfEach(firewall);
    const found = findMisreadPorts(firewall, published && published.slice(0, most));
    const isCut = published !== null && published.length > most;
    const beyond = isCut ? [beyondComparison({ en: 'published ports', zh: '已发布端口' })] : [];
    return firewallOutcome(facts, { ...found, unknown: [...found.unknown, ...beyond] });
  },
  examples: {
    good: [{ name: "the connection's original port", input: 'host', text: aFirewalledHost(goodRules) }],
    bad: [{ name: "the guide's rules (§7.3)", input: 'host', text: aFirewalledHost(guideRules) }],
  },
});
